using System.Diagnostics;
using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.GraphQL.Lowering;

/// <summary>Lowers what is read of a record to JSON text over its row.</summary>
internal sealed class RecordLowering(LoweringContext context)
{
    /// <summary>The record as a JSON object.</summary>
    /// <param name="selection">What is read.</param>
    /// <param name="row">The record's row.</param>
    /// <param name="deleted">What counts of records referred to.</param>
    public JsonPieces Object(RecordSelection selection, RowScope row, DeletedMode deleted) =>
        JsonPieces.Object(selection.Fields, f => f.ResponseName, (json, field) => Field(json, field, selection.Object, row, deleted));

    /// <summary>A record that was asked for by its id as a JSON object.</summary>
    public JsonPieces Alone(RecordSelection selection, RowScope row, DeletedMode deleted) =>
        Object(selection, row, deleted == DeletedMode.Only ? DeletedMode.Include : deleted);

    /// <summary>The record of an id as JSON text, or null when there is none that can be seen.</summary>
    /// <param name="selection">What is read.</param>
    /// <param name="id">The id.</param>
    /// <param name="deleted">What counts.</param>
    /// <param name="predicate">Rows that can be seen; null for those that the caller may read.</param>
    public SqlScalar ById(RecordSelection selection, SqlExpression id, DeletedMode deleted, RowPredicate? predicate = null)
    {
        RowScope row = new(context.NextAlias("t"));
        return new SqlScalar(new SqlSelect
        {
            Items = [new SqlItem(Alone(selection, row, deleted).ToExpression())],
            From = context.From(selection.Object, row.Alias),
            Where = And(Column(row.Alias, LoweringContext.Id(selection.Object)).EqualTo(id), context.Visible(selection.Object, row.Alias, deleted, predicate)),
        });
    }

    private void Field(JsonPieces json, SelectedField field, ObjectModel model, RowScope row, DeletedMode deleted)
    {
        switch (field)
        {
            case ValueField { Field: { } encrypted } when encrypted.Shape() == FieldShape.Encrypted:
                json.Value(Encrypted(encrypted, model, row));
                break;
            case ValueField f:
                ScalarJson.Write(json, row.Column(f.Field.Column.Name), f.Field.Shape(), f.Field.Column.NotNull);
                break;
            case TypeNameField f:
                json.Text(JsonPieces.Quote(f.TypeName));
                break;
            case ReferenceField f:
                // A file belongs to the record that it is attached to: who reads that, and the field, sees it.
                RowPredicate? all = f.Field.Type is FileType or ImageType ? RowPredicate.Everything : null;
                json.Value(ScalarJson.OrNull(ById(f.Selection, row.Column(f.Field.Column.Name), Referred(deleted), all)));
                break;
            case PolymorphicField f:
                json.Value(Polymorphic(f, row, Referred(deleted)));
                break;
            case PartsField f:
                json.Value(Parts(f, row));
                break;
            case RelationField f:
                json.Append(context.Connections.Related(f.Connection, f.Link, model, row));
                break;
            case PipelineField f:
                json.Value(new PipelineLowering(context).Of(f, model, row));
                break;
            case AccessField f:
                json.Append(Access(f, model, row));
                break;
            default:
                throw new UnreachableException();
        }
    }

    // What a record of the recycle bin refers to may lie there too.
    private static DeletedMode Referred(DeletedMode deleted) => deleted == DeletedMode.Exclude ? DeletedMode.Exclude : DeletedMode.Include;

    private SqlExpression Polymorphic(PolymorphicField field, RowScope row, DeletedMode deleted)
    {
        SqlExpression type = row.Column(field.Field.Columns[0].Name), id = row.Column(field.Field.Columns[1].Name);
        SqlCase target = new(
            [.. field.Selections.Select(s => (type.EqualTo(Literal(s.Object.Id)), (SqlExpression)ById(s, id, deleted)))], null);
        return ScalarJson.OrNull(target);
    }

    // "mark|object|field|record|bytes": the host replaces it by the text, for which it alone has the key.
    private SqlCase Encrypted(FieldModel field, ObjectModel model, RowScope row)
    {
        SqlExpression value = row.Column(field.Column.Name);
        SqlExpression token = Call(
            "concat", Literal("\""), context.Mark, Literal($"|{model.Id}|{field.Id}|"), row.Column(LoweringContext.Id(model)), Literal("|"),
            Call("encode", value, Literal("hex")), Literal("\""));
        return new SqlCase([(value.IsNull(), Literal("null"))], token);
    }

    private static SqlCase Parts(PartsField field, RowScope row)
    {
        bool address = field.Field.Shape() == FieldShape.Address;
        SqlExpression blank = And([.. field.Field.Columns.Select(c => row.Column(c.Name).IsNull())]);
        JsonPieces parts = JsonPieces.Object(field.Parts, p => p.ResponseName, (json, part) =>
        {
            if (part.Column is { } column)
            {
                ScalarJson.Write(json, row.Column(field.Field.Columns[column].Name), address ? FieldShape.Text : FieldShape.Geolocation, false);
            }
            else
            {
                json.Text(JsonPieces.Quote(address ? "Address" : "Geolocation"));
            }
        });
        return new SqlCase([(blank, Literal("null"))], parts.ToExpression());
    }

    private JsonPieces Access(AccessField field, ObjectModel model, RowScope row)
    {
        return JsonPieces.Object(field.Members, m => m.ResponseName, (json, member) =>
        {
            if (member.Name == "canEdit") json.Value(When(context.Rights(model).Edit, "true", "false"));
            else if (member.Name == "canDelete") json.Value(When(context.Rights(model).Delete, "true", "false"));
            else if (member.Name == "fields") json.Value(When(context.Rights(model).Edit, EditableFields(model), "[]"));
            else json.Text(JsonPieces.Quote(member.Name[1..]));
        });

        SqlExpression When(RowPredicate predicate, string then, string otherwise)
        {
            foreach (string column in new[] { SystemFields.DeletedAt, SystemFields.Owner }) row.Column(model.Field(column).Column.Name);
            if (model.MasterField is { } master) row.Column(model.Field(master).Column.Name);
            SqlExpression allowed = context.Visible(model, row.Alias, DeletedMode.Exclude, predicate);
            return allowed == False ? Literal(otherwise) : new SqlCase([(allowed, Literal(then))], Literal(otherwise));
        }
    }

    private string EditableFields(ObjectModel model) =>
        "[" + string.Join(',', context.Schema.EditableFields(model).Select(f => JsonPieces.Quote(f.Name))) + "]";
}
