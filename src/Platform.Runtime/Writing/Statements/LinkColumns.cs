namespace Platform.Runtime.Writing.Statements;

/// <summary>Columns of link tables (<c>FieldModel.LinkTable</c>).</summary>
internal static class LinkColumns
{
    /// <summary>The record that has the many-to-many field.</summary>
    public const string Source = "source_id";

    /// <summary>The record that it is linked to.</summary>
    public const string Target = "target_id";
}
