namespace Platform.GraphQL.Differences;

/// <summary>What a change of a schema does to clients that were written against the old one.</summary>
public enum ChangeImpact
{
    /// <summary>Nothing: what was valid stays valid and means the same.</summary>
    Safe,

    /// <summary>What was valid stays valid, but may meet values it does not expect, or get another default.</summary>
    Dangerous,

    /// <summary>Some document that was valid no longer is, or some value that was never null may be.</summary>
    Breaking,
}
