namespace Platform.Metadata.Documents;

/// <summary>What it means for a record to be in a stage.</summary>
public enum StageKind
{
    /// <summary>It is worked on.</summary>
    Open,

    /// <summary>It ended well.</summary>
    Won,

    /// <summary>It ended badly.</summary>
    Lost,

    /// <summary>It should not have been there.</summary>
    Invalid,
}
