namespace Platform.Metadata.Compilation;

/// <summary>The parts of a compilation by kind and name, and those of the one before, from which unchanged parts are taken.</summary>
internal sealed class PartStore(PartStore? previous, ModelNames names, PackageGraph packages)
{
    private readonly Dictionary<(string Kind, string Name), Part> _parts = [];
    private PartStore? _previous = previous;

    /// <summary>The packages that the parts were compiled with.</summary>
    public PackageGraph Packages => packages;

    /// <summary>Completed objects, with their relations, by name.</summary>
    public Dictionary<string, CompletedObject> Completed { get; } = new(StringComparer.Ordinal);

    /// <summary>All parts.</summary>
    public IEnumerable<Part> All => _parts.Values;

    /// <summary>
    /// The earlier part of that key, when nothing that it was made of has changed; otherwise a new one. Parts with findings are always made
    /// again: their suggestions depend on names that they did not ask for.
    /// </summary>
    public Part GetOrBuild(string kind, string name, object input, Func<Topic, string, object?> ask, Action<PartBuilder> build)
    {
        Part? earlier = Earlier(kind, name);
        bool same = earlier is not null && earlier.Findings.IsEmpty && Same(earlier.Input, input)
            && earlier.Answers.All(a => Same(a.Value, ask(a.Topic, a.Name)));
        Part part;
        if (same)
        {
            part = earlier!;
        }
        else
        {
            PartBuilder builder = new(ask, names, earlier?.Output);
            build(builder);
            part = builder.ToPart(input);
        }

        _parts[(kind, name)] = part;
        return part;
    }

    /// <summary>The part of the compilation before, whether or not it still holds.</summary>
    public Part? Earlier(string kind, string name) => _previous?._parts.GetValueOrDefault((kind, name));

    /// <summary>The completed object of the compilation before.</summary>
    public CompletedObject? EarlierCompleted(string name) => _previous?.Completed.GetValueOrDefault(name);

    /// <summary>Lets go of the compilation before, which would otherwise keep the one before it alive, and so on.</summary>
    public void Seal() => _previous = null;

    private static bool Same(object? a, object? b) => ReferenceEquals(a, b) || (a is not null && a.Equals(b));
}
