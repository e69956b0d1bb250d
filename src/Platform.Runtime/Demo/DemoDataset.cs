using Platform.Metadata.Model;
using Platform.Runtime.Demo.Generation;
using Platform.Runtime.Demo.Operators;
using Platform.Runtime.Demo.Specification;

namespace Platform.Runtime.Demo;

/// <summary>
/// A demo data set: every row of every object, computed on demand. It holds no rows; going through an object twice computes the same
/// rows twice. See <see cref="DemoOptions"/> for what it depends on.
/// </summary>
public sealed class DemoDataset
{
    private readonly Dictionary<string, DemoTable> _tables;

    private DemoDataset(TenantModel model, IReadOnlyList<DemoTable> tables)
    {
        Model = model;
        Tables = tables;
        _tables = tables.ToDictionary(t => t.Object.Name, StringComparer.Ordinal);
    }

    /// <summary>The model that it is compiled for.</summary>
    public TenantModel Model { get; }

    /// <summary>The stored objects in an order in which every reference points to rows of an earlier one (or of the same one).</summary>
    public IReadOnlyList<DemoTable> Tables { get; }

    /// <summary>The rows of an object.</summary>
    /// <exception cref="KeyNotFoundException">The specification describes no rows of it.</exception>
    public DemoTable Table(string objectName) => _tables[objectName];

    /// <summary>Compiles a specification for a model.</summary>
    /// <exception cref="DemoException">The specification does not fit itself or the model; all problems at once.</exception>
    public static DemoDataset Compile(DemoSpecification specification, TenantModel model, DemoOptions options)
    {
        List<DemoProblem> problems = [];
        Dictionary<string, DemoObject> objects = new(StringComparer.Ordinal);
        List<RowsFile> files = [];
        foreach (DemoFile file in specification.Rows)
        {
            if (RowsFile.Read(file, model, problems) is not { } rows) continue;
            if (objects.TryAdd(rows.Object.Name, rows.Object)) files.Add(rows);
            else problems.Add(new(file.Name, "/object", $"The rows of {rows.Object.Name} are described twice."));
        }

        CompilationContext context = new(specification.Settings, specification.Pools, objects, options.Anchor, problems);
        ulong seed = DemoRandom.Mix((ulong)(options.Seed ?? specification.Settings.Seed));
        foreach (RowsFile file in files) file.ReadSources(context, specification.Settings.Leading[options.Size], options.Size, seed);
        if (problems.Count == 0) DemoOrder.CheckParents(files, problems);
        foreach (RowsFile file in files) file.CompileValues(context);
        if (objects.GetValueOrDefault("User") is { } users) users.FirstRowExists = options.SignedInUser;
        if (problems.Count > 0) throw new DemoException(problems);

        IReadOnlyList<DemoObject> ordered = DemoOrder.ByReference([.. files.Select(f => f.Object).Where(o => o.Model is not null)]);
        return new DemoDataset(model, [.. ordered.Select(o => new DemoTable(o, context))]);
    }
}
