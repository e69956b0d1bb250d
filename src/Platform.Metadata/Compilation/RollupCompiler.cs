using Platform.Expressions.Diagnostics;
using Platform.Expressions.Typing;
using Platform.Metadata.Computation;
using Platform.Metadata.Dependencies;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;

namespace Platform.Metadata.Compilation;

/// <summary>Checks one rollup against the list that it is made of, once the objects are known with their relations.</summary>
/// <param name="owner">The object that the field is of.</param>
/// <param name="field">The field.</param>
/// <param name="document">The document that describes the field.</param>
/// <param name="pointer">Pointer to the rollup.</param>
/// <param name="part">Where findings and uses go.</param>
internal sealed class RollupCompiler(ObjectModel owner, FieldModel field, Document document, string pointer, PartBuilder part)
{
    private readonly RollupDocument _rollup = field.Rollup!.Definition;

    /// <summary>The field with its rollup checked, or as it was when something is wrong.</summary>
    public FieldModel Compile()
    {
        if (Child() is not { } child) return field;
        bool sound = CheckValue(child) & CheckOrder(child);
        CheckedExpression? filter = null;
        if (_rollup.Filter is not null && (filter = Filter(child)) is null) sound = false;
        return sound ? field with { Rollup = field.Rollup! with { Child = child.Name, Filter = filter } } : field;
    }

    private ObjectModel? Child()
    {
        string? name = null;
        if (owner.Relations.FirstOrDefault(r => r.Name == _rollup.Relation) is { } relation)
        {
            part.Use(Element.Relation(owner.Name, relation.Name), document, pointer + "/relation");
            name = relation.SourceObject;
        }
        else if (owner.TryGetField(_rollup.Relation, out FieldModel? links) && links.Type is ManyToManyType type)
        {
            part.Use(Element.Field(owner.Name, links.Name), document, pointer + "/relation");
            name = type.Target;
        }

        if (name is not null) return part.Object(name);
        IEnumerable<string> candidates = owner.Relations.Select(r => r.Name).Concat(owner.Fields.Where(f => f.Type is ManyToManyType).Select(f => f.Name));
        part.Unknown(
            document, pointer + "/relation", DocumentCodes.UnknownRelation, $"{owner.Name} has no list \"{_rollup.Relation}\".", _rollup.Relation, candidates);
        return null;
    }

    private bool CheckValue(ObjectModel child)
    {
        if (_rollup.Function == RollupFunction.Count) return true;
        if (_rollup.Field is not { } name) return false;
        if (Find(child, name, "/field") is not { } value) return false;
        if (Misfit(value) is not { } problem) return true;
        Bad("/field", problem);
        return false;
    }

    private bool CheckOrder(ObjectModel child)
    {
        if (field.Rollup!.OrderBy is not { } name) return true;
        if (Find(child, name, "/orderBy") is not { } key) return false;
        if (key.Type.IsSortable() && FieldMembers.TypeOf(key.Type) is not null) return true;
        Bad("/orderBy", $"Records cannot be ordered by \"{name}\", a field of type {key.Type.Name}.");
        return false;
    }

    private FieldModel? Find(ObjectModel child, string name, string place)
    {
        if (child.TryGetField(name, out FieldModel? found))
        {
            part.Use(Element.Field(child.Name, name), document, pointer + place);
            return found;
        }

        part.Unknown(
            document, pointer + place, DocumentCodes.UnknownField, $"{child.Name} has no field \"{name}\".", name, child.Fields.Select(f => f.Name));
        return null;
    }

    /// <summary>Why the field cannot hold every value of the other one exactly; null when it can.</summary>
    private Sentence? Misfit(FieldModel value)
    {
        ExpressionType? from = FieldMembers.TypeOf(value.Type), to = FieldMembers.TypeOf(field.Type);
        Sentence types = $"\"{value.Name}\" is of type {value.Type.Name}, which a {RollupSettings.Name(_rollup.Function)} of type {field.Type.Name}";
        bool widens = from == ExpressionType.Int && to == ExpressionType.Decimal;
        if (from is null || (from != to && !widens)) return $"{types} cannot take.";
        if (value.Type is TextType or EmailType or PhoneType or UrlType or PicklistType or AutoNumberType or IdType or LongTextType or RichTextType) return null;
        if (FieldMembers.BoundsOf(value) is not { } source || FieldMembers.BoundsOf(field) is not { } target) return null;
        if (_rollup.Function != RollupFunction.Avg && source.Scale > target.Scale) return $"{types} would have to round: it has {source.Scale} decimals, this field {target.Scale}.";
        if (source.IntegerDigits > target.IntegerDigits) return $"{types} has no room for: {source.IntegerDigits} digits before the point, this field {target.IntegerDigits}.";
        return null;
    }

    private CheckedExpression? Filter(ObjectModel child)
    {
        ExpressionScope scope = ExpressionScopes.Of(ExpressionPurpose.RollupFilter, part.Expressions, child.Name);
        return ExpressionChecks.Check(part, document, pointer + "/filter", _rollup.Filter!, scope, ExpressionType.Bool);
    }

    private void Bad(string place, Sentence message) => part.Error(document, pointer + place, DocumentCodes.BadRollup, message);
}
