namespace Platform.Metadata.Computation;

/// <summary>What an expression of a document is for, which decides what it may use.</summary>
public enum ExpressionPurpose
{
    /// <summary>The value of a computed field: over the record alone, whoever asks and whenever.</summary>
    Formula,

    /// <summary>The value that a field of a new record begins with.</summary>
    Default,

    /// <summary>A condition on the record as it would be written: <c>requiredWhen</c>, <c>visibleWhen</c>, <c>invalidWhen</c>.</summary>
    Write,

    /// <summary>A condition on the record as it is stored: <c>readOnlyWhen</c>.</summary>
    Stored,

    /// <summary>A condition on a record that a reference may come to point to.</summary>
    Choosable,

    /// <summary>A condition on a record of a list that a rollup is made of.</summary>
    RollupFilter,

    /// <summary>A condition on a record's own stored fields, whoever asks and whenever: which pipeline it has.</summary>
    Membership,

    /// <summary>The value that a stage gives to a field of a record which enters or leaves it.</summary>
    Update,
}
