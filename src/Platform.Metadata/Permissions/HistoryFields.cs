namespace Platform.Metadata.Permissions;

/// <summary>The objects of history and the fields of them by which an entry names what it describes.</summary>
public static class HistoryFields
{
    /// <summary>Name of the object.</summary>
    public const string ObjectName = "HistoryEntry";

    /// <summary>Name of the object of stays in stages.</summary>
    public const string StageObjectName = "StageEntry";

    /// <summary>Name of the object of comments.</summary>
    public const string CommentObjectName = "Comment";

    /// <summary>Name of the object of tasks, which describe the record that they are about.</summary>
    public const string TaskObjectName = "Task";

    /// <summary>The platform's object whose records are read by whoever reads the records that they describe.</summary>
    public static bool Describes(string objectName) => objectName is ObjectName or StageObjectName or CommentObjectName;

    /// <summary>Name of the object described.</summary>
    public const string Object = "object";

    /// <summary>Id of the record described, as text.</summary>
    public const string Record = "record";

    /// <summary>Name of the field described; blank when the entry is about the record as a whole.</summary>
    public const string Field = "field";

    /// <summary>Who made the change.</summary>
    public const string By = "by";
}
