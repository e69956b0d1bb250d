namespace Platform.Metadata.Documents;

/// <summary>Which open stages of a pipeline may follow each other. Closing is possible from each, except that winning skips no stage where none may be skipped.</summary>
public enum StageOrder
{
    /// <summary>Any.</summary>
    Free,

    /// <summary>Later ones.</summary>
    Forward,

    /// <summary>The next one, and those before.</summary>
    NoSkipping,

    /// <summary>The next one.</summary>
    Strict,
}
