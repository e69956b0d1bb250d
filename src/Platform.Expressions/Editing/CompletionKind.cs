namespace Platform.Expressions.Editing;

/// <summary>What a completion stands for.</summary>
public enum CompletionKind
{
    /// <summary>A field of a record.</summary>
    Field,

    /// <summary>A list of related records.</summary>
    Relation,

    /// <summary>A variable of the scope or of a macro.</summary>
    Variable,

    /// <summary>A function.</summary>
    Function,

    /// <summary>A macro over a list.</summary>
    Macro,

    /// <summary>A word of the language.</summary>
    Keyword,

    /// <summary>A value that a field can have.</summary>
    Choice,
}
