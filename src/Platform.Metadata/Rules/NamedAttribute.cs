namespace Platform.Metadata.Rules;

/// <summary>The form of the names of a kind of document, and whether documents of the kind must have a label.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NamedAttribute(TextFormat format) : Attribute
{
    /// <summary>The form of <c>name</c>.</summary>
    public TextFormat Format { get; } = format;

    /// <summary>True when <c>label</c> must be given.</summary>
    public bool LabelRequired { get; init; }
}
