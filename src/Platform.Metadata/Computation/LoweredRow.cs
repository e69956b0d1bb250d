using Platform.Metadata.Model;
using Platform.Sql;

namespace Platform.Metadata.Computation;

/// <summary>A record in SQL: a row in scope, or an id whose row has to be looked up.</summary>
public sealed record LoweredRow
{
    private LoweredRow(ObjectModel model, Func<string, SqlExpression>? columns, SqlExpression id) => (Model, Columns, Id) = (model, columns, id);

    /// <summary>Object of the record.</summary>
    public ObjectModel Model { get; }

    /// <summary>Gives the columns of a row in scope; null when there is only an id.</summary>
    public Func<string, SqlExpression>? Columns { get; }

    /// <summary>The id; null for no record.</summary>
    public SqlExpression Id { get; }

    /// <summary>
    /// Which records a many-to-many field of the record holds, where that is not what is stored: given the field, the alias of a row of its target, and the condition that
    /// this one is linked as stored, gives the condition that it is linked. Null where what is stored holds.
    /// </summary>
    public Func<FieldModel, string, SqlExpression, SqlExpression>? Links { get; init; }

    /// <summary>A row in scope.</summary>
    /// <param name="model">Its object.</param>
    /// <param name="columns">Gives a column of the row by its name.</param>
    public static LoweredRow InScope(ObjectModel model, Func<string, SqlExpression> columns) =>
        new(model, columns, columns(model.Field(SystemFields.Id).Column.Name));

    /// <summary>A row in scope by its alias.</summary>
    public static LoweredRow InScope(ObjectModel model, string alias) => InScope(model, column => SqlExpression.Column(alias, column));

    /// <summary>The record of an id.</summary>
    public static LoweredRow OfId(ObjectModel model, SqlExpression id) => new(model, null, id);
}
