using Platform.Metadata.Model;
using Platform.Metadata.Storage;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Metadata.Computation;

/// <summary>How the records of a rollup's list hang on their parents: by a column of their own, or by a link table.</summary>
public sealed record RollupLink
{
    private RollupLink(ObjectModel child, FieldModel field, bool isInverse)
    {
        Child = child;
        Field = field;
        IsInverse = isInverse;
    }

    /// <summary>Object of the list's records.</summary>
    public ObjectModel Child { get; }

    /// <summary>The field that makes the relation: a reference of the child, or a many-to-many field of either side.</summary>
    public FieldModel Field { get; }

    /// <summary>The field is one of the child's.</summary>
    public bool IsInverse { get; }

    /// <summary>The child's column with the parent's id; null for a many-to-many relation.</summary>
    public string? Column => Field.LinkTable is null ? Field.Columns[^1].Name : null;

    /// <summary>The column of the link table that holds the parent's id.</summary>
    public string ParentColumn => IsInverse ? StorageNames.LinkTarget : StorageNames.LinkSource;

    /// <summary>The column of the link table that holds the child's id.</summary>
    public string ChildColumn => IsInverse ? StorageNames.LinkSource : StorageNames.LinkTarget;

    /// <summary>The relation of a rollup.</summary>
    /// <param name="owner">Object of the rollup.</param>
    /// <param name="rollup">A checked rollup.</param>
    /// <param name="objects">Finds an object by name.</param>
    public static RollupLink Of(ObjectModel owner, RollupModel rollup, Func<string, ObjectModel> objects)
    {
        ObjectModel child = objects(rollup.ChildObject);
        RelationModel? relation = owner.Relations.FirstOrDefault(r => r.Name == rollup.Definition.Relation);
        return relation is null
            ? new RollupLink(child, owner.Field(rollup.Definition.Relation), isInverse: false)
            : new RollupLink(child, child.Field(relation.SourceField), isInverse: true);
    }

    /// <summary>The condition that a live record of the list hangs on a parent.</summary>
    /// <param name="schema">Schema of the tenant.</param>
    /// <param name="child">Alias of the record.</param>
    /// <param name="parent">Id of the parent.</param>
    /// <param name="alias">An alias that the statement does not use yet.</param>
    public SqlExpression Condition(string schema, string child, SqlExpression parent, string alias)
    {
        SqlExpression live = SqlExpression.Column(child, Child.Field(SystemFields.DeletedAt).Column.Name).IsNull();
        if (Column is { } column) return And(SqlExpression.Column(child, column).EqualTo(parent), live);
        SqlExpression id = SqlExpression.Column(child, Child.Field(SystemFields.Id).Column.Name);
        return And(
            new SqlIn(id, new SqlSelect
            {
                Items = [new SqlItem(SqlExpression.Column(alias, ChildColumn))],
                From = new SqlTableSource(new SqlTable(schema, Field.LinkTable!), alias),
                Where = SqlExpression.Column(alias, ParentColumn).EqualTo(parent),
            }),
            live);
    }
}
