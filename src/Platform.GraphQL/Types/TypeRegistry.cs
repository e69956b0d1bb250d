using System.Collections.Concurrent;

namespace Platform.GraphQL.Types;

/// <summary>
/// The types of a schema by name, built when first asked for. A type refers to others through the registry, inside functions that
/// run later, so that asking for one type builds no other.
/// </summary>
public sealed class TypeRegistry
{
    private readonly ConcurrentDictionary<string, NamedType?> built = new();
    private readonly Func<TypeRegistry, string, NamedType?> build;
    private readonly Func<IEnumerable<string>> names;

    /// <summary>A registry that builds on demand.</summary>
    /// <param name="names">The names of all types but built-in ones; called when all types are asked for.</param>
    /// <param name="build">Makes the type of a name, or null when there is none. Two threads may build the same; one is kept.</param>
    public TypeRegistry(Func<IEnumerable<string>> names, Func<TypeRegistry, string, NamedType?> build)
    {
        this.names = names;
        this.build = build;
        foreach (ScalarType scalar in BuiltInScalars.All)
            built[scalar.Name] = scalar;
        foreach (NamedType type in IntrospectionTypes.All)
            built[type.Name] = type;
    }

    /// <summary>How many types have been built, built-in ones included.</summary>
    public int BuiltCount => built.Count;

    /// <summary>A registry of types that exist already.</summary>
    /// <exception cref="ArgumentException">Two have the same name.</exception>
    public static TypeRegistry Of(IEnumerable<NamedType> types)
    {
        Dictionary<string, NamedType> byName = types.ToDictionary(type => type.Name);
        return new TypeRegistry(() => byName.Keys, (_, name) => byName.GetValueOrDefault(name));
    }

    /// <summary>The type of a name, or null when the schema has none.</summary>
    public NamedType? Find(string name)
    {
        if (built.TryGetValue(name, out NamedType? known))
            return known;
        NamedType? type = build(this, name);
        return type is null ? null : built.GetOrAdd(name, type);
    }

    /// <summary>The type of a name that must exist.</summary>
    /// <exception cref="InvalidOperationException">It does not, or is of another kind: the producer of the schema is at fault.</exception>
    public T Get<T>(string name)
        where T : NamedType => Find(name) as T
        ?? throw new InvalidOperationException($"The schema has no {typeof(T).Name} named \"{name}\".");

    /// <summary>Builds every type: built-in scalars, the introspection types, and all others, in ordinal order of their names.</summary>
    internal NamedType[] BuildAll() => [.. AllNames().Select(Get<NamedType>)];

    /// <summary>The names of all types in ordinal order; builds none.</summary>
    internal SortedSet<string> AllNames() => new(
        names().Concat(BuiltInScalars.All.Select(type => type.Name)).Concat(IntrospectionTypes.All.Select(type => type.Name)),
        StringComparer.Ordinal);
}
