using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.Metadata.Computation;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.GraphQL.Lowering;

/// <summary>
/// Lowers the condition of a reference, over the rows of a list and the record that is to point to one of them as it will be: what is told of it, else what is stored, else, of a
/// new record, what the platform fills in.
/// </summary>
internal sealed class ChoosableLowering
{
    // Each computed default is written where it is read: of more than this, which read one another over and over, the rest is blank.
    private const int MostDefaults = 50;

    private readonly LoweringContext _context;
    private readonly ChoosableBy _choosable;
    private readonly LoweredRow _record;
    private int _defaults;

    public ChoosableLowering(LoweringContext context, ChoosableBy choosable)
    {
        (_context, _choosable) = (context, choosable);
        _record = LoweredRow.InScope(choosable.Source, Known) with { Links = Linked };
    }

    private RecordFacts Facts => _choosable.Facts;

    /// <summary>The condition on a row of the list. Never unknown: a blank is false.</summary>
    public SqlExpression Condition(ObjectModel model, string alias)
    {
        SqlExpression holds = ExpressionLowering.Lower(
            _choosable.Field.ChoosableOf(model.Name)!.Checked.Root, _context.Expressions(), _record, target: LoweredRow.InScope(model, alias));
        return Call("coalesce", holds, False);
    }

    private SqlExpression Known(string name)
    {
        FieldModel field = _choosable.Source.Fields.First(f => f.Columns.Any(c => c.Name == name));
        ColumnModel column = field.Columns.First(c => c.Name == name);
        SqlType type = SqlType.Of(column.Type);
        if (field.Type is IdType) return Facts.Id is null ? Null.As(type) : OfStored(name);
        if (Facts.Columns.TryGetValue(name, out ValueSource? given)) return given is null ? Blank(type) : Told(field, LoweringContext.Parameter(type, given));
        if (Facts.Id is not null) return type == SqlType.Boolean ? Call("coalesce", OfStored(name), False) : OfStored(name);
        return (field.IsSystem ? Stamp(field.Name) : null) ?? Preset(field, column);
    }

    private static SqlExpression Blank(SqlType type) => type == SqlType.Boolean ? False : Null.As(type);

    private SqlExpression Told(FieldModel field, SqlExpression value) => field.Type switch
    {
        LookupType or MasterDetailType => Seen(_context.Model.Object(field.Target()), value),
        _ => value,
    };

    private SqlScalar OfStored(string column) => Seen(_choosable.Source, LoweringContext.Parameter(SqlType.Uuid, Facts.Id!), column);

    // Nothing is told of a record that the caller may not see: it counts as none.
    private SqlScalar Seen(ObjectModel target, SqlExpression given, string? column = null)
    {
        string alias = _context.NextAlias("s");
        return new SqlScalar(new SqlSelect
        {
            Items = [new SqlItem(Column(alias, column ?? LoweringContext.Id(target)))],
            From = _context.From(target, alias),
            Where = And(Column(alias, LoweringContext.Id(target)).EqualTo(given), _context.Visible(target, alias, DeletedMode.Exclude)),
        });
    }

    private SqlExpression Linked(FieldModel field, string alias, SqlExpression stored)
    {
        if (!Facts.Links.TryGetValue(field.Name, out LinkFacts? change)) return stored;
        if (change.Set is not null) return Among(change.Set);
        SqlExpression linked = change.Add is null ? stored : Or(stored, Among(change.Add));
        return change.Remove is null ? linked : And(linked, Not(IsOneOf(change.Remove)));

        SqlExpression Among(ValueSource ids)
        {
            ObjectModel target = _context.Model.Object(field.Target());
            return And(IsOneOf(ids), _context.Visible(target, alias, DeletedMode.Exclude));
        }

        SqlExpression IsOneOf(ValueSource ids) =>
            Column(alias, LoweringContext.Id(_context.Model.Object(field.Target()))).EqualToAny(LoweringContext.Parameter(SqlType.Uuid.Array, ids));
    }

    /// <summary>What the platform writes into a system field of a new record; null for one that gets a default.</summary>
    private SqlExpression? Stamp(string name) => name switch
    {
        SystemFields.Owner => _choosable.Source is { Ownership: Ownership.User, MasterField: null } ? _context.User : null,
        SystemFields.CreatedBy or SystemFields.UpdatedBy => _context.User,
        SystemFields.CreatedAt or SystemFields.UpdatedAt or SystemFields.StageSince => _context.Expressions().Now,
        SystemFields.Version => Number(1),
        _ => null,
    };

    /// <summary>The default of a field of a new record: that of its type before the field's own.</summary>
    private SqlExpression Preset(FieldModel field, ColumnModel column)
    {
        SqlExpression own = Computed(field) ?? DefaultLowering.Constant(field, field.Default, column) ?? Blank(SqlType.Of(column.Type));
        (SqlExpression, SqlExpression)[] ofTypes = [.. OfTypes(field, column)];
        return ofTypes.Length == 0 ? own : new SqlCase(ofTypes, own);
    }

    private IEnumerable<(SqlExpression Condition, SqlExpression Value)> OfTypes(FieldModel field, ColumnModel column)
    {
        foreach (RecordTypeModel type in _choosable.Source.RecordTypes)
        {
            FieldConstant? constant = type.Defaults.FirstOrDefault(d => d.Field == field.Name);
            if (constant is null || DefaultLowering.Constant(field, constant.Value, column) is not { } value) continue;
            yield return (Known(_choosable.Source.Field(SystemFields.RecordType).Column.Name).EqualTo(Literal(type.Name)), value);
        }
    }

    private SqlExpression? Computed(FieldModel field)
    {
        if (field.DefaultFormula is null || ++_defaults > MostDefaults) return null;
        return DefaultLowering.Computed(field, _context.Expressions(), _record);
    }
}
