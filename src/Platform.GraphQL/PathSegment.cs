namespace Platform.GraphQL;

/// <summary>One step of a response path: a response name, or an index of a list.</summary>
/// <param name="Name">The response name; null for an index.</param>
/// <param name="Index">The index from 0, where there is no name.</param>
public readonly record struct PathSegment(string? Name, int Index)
{
    /// <summary>A step into a field.</summary>
    public static implicit operator PathSegment(string name) => new(name, 0);

    /// <summary>A step into a list.</summary>
    public static implicit operator PathSegment(int index) => new(null, index);

    /// <summary>A step into a field.</summary>
    public static PathSegment FromString(string name) => name;

    /// <summary>A step into a list.</summary>
    public static PathSegment FromInt32(int index) => index;
}
