namespace Platform.Metadata.Documents;

/// <summary>Under which root of the API an action stands.</summary>
public enum ActionType
{
    /// <summary>It may write.</summary>
    Mutation,

    /// <summary>It only reads, and gives something back.</summary>
    Query,
}
