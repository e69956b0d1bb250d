namespace Platform.Metadata.Rules;

/// <summary>The form of a text, or of every text of a list.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class FormatAttribute(TextFormat format) : Attribute
{
    /// <summary>The form.</summary>
    public TextFormat Format { get; } = format;

    /// <summary>True where a new name is made: words that the platform keeps for itself are refused.</summary>
    public bool Declares { get; init; }
}
