using System.Globalization;
using Platform.Expressions.Catalogue;
using Platform.Expressions.Diagnostics;
using Platform.Expressions.Language;
using Platform.Expressions.Values;

namespace Platform.Expressions.Typing;

/// <summary>
/// Finds the type of every part of an expression, the signature behind every operator and call, and everything that does not fit. Whole
/// numbers widen to decimals where those are needed; nothing else converts by itself.
/// </summary>
public sealed partial class TypeChecker
{
    private readonly ExpressionScope scope;
    private readonly ExpressionLimits limits;
    private readonly Dictionary<TypedNode, int> sizes = new(ReferenceEqualityComparer.Instance);
    private readonly List<ExpressionDiagnostic> errors = [];
    private readonly List<TypedElement> elements = [];

    private TypeChecker(ExpressionScope scope, ExpressionLimits limits) => (this.scope, this.limits) = (scope, limits);

    /// <summary>Parses and checks a text. Never throws for what the text says.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="scope">What it may use.</param>
    /// <param name="expected">The type that is needed, or null for any value.</param>
    /// <param name="limits">Limits; the platform's when null.</param>
    public static CheckResult Check(string text, ExpressionScope scope, ExpressionType? expected = null, ExpressionLimits? limits = null)
    {
        limits ??= ExpressionLimits.Default;
        ParseResult parsed = ExpressionParser.Parse(text, limits);
        return parsed.IsParsed ? Check(text, parsed.Root, scope, expected, limits) : new CheckResult([parsed.Error]);
    }

    /// <summary>The type of a part of a text that is still being written, or null.</summary>
    /// <param name="text">The part.</param>
    /// <param name="scope">What it may use.</param>
    /// <param name="locals">The variables of the macros around it, outermost first.</param>
    internal static TypedNode? Infer(string text, ExpressionScope scope, IReadOnlyList<(string Name, ExpressionType Type)> locals)
    {
        ParseResult parsed = ExpressionParser.Parse(text);
        if (!parsed.IsParsed) return null;
        TypeChecker checker = new(scope, ExpressionLimits.Default);
        checker.elements.AddRange(locals.Select((local, slot) => new TypedElement(local.Name, slot, local.Type)));
        return checker.Operand(parsed.Root);
    }

    private static CheckResult Check(string text, ExpressionNode root, ExpressionScope scope, ExpressionType? expected, ExpressionLimits limits)
    {
        TypeChecker checker = new(scope, limits);
        TypedNode? typed = checker.Visit(root);
        if (typed is not null) typed = checker.Result(typed, expected, root.Range);
        if (typed is null || checker.errors.Count > 0) return new CheckResult(checker.errors);
        CheckedExpression expression = ExpressionFacts.Of(text, typed);
        ExpressionDiagnostic? over = Over(expression, limits, root.Range);
        return over is null ? new CheckResult(expression) : new CheckResult([over]);
    }

    private static ExpressionDiagnostic? Over(CheckedExpression expression, ExpressionLimits limits, SourceRange range)
    {
        if (expression.Relations > limits.MaxRelations)
        {
            return new(ExpressionCodes.TooManyRelations, $"The expression follows {expression.Relations} relations; at most {limits.MaxRelations} are allowed.", range);
        }

        if (expression.Cost > limits.MaxCost)
            return new(ExpressionCodes.TooCostly, $"The expression is too large to compute: {expression.Cost} of at most {limits.MaxCost} parts.", range);
        (double longest, double steps) = ExpressionExtent.Of(expression.Root);
        if (longest > limits.MaxText)
            return new(ExpressionCodes.TooCostly, $"The expression could make texts of {Rounded(longest)} characters; at most {limits.MaxText} are allowed.", range);
        return steps > limits.MaxSteps
            ? new(ExpressionCodes.TooCostly, $"The expression could take {Rounded(steps)} steps through its lists; at most {limits.MaxSteps} are allowed.", range)
            : null;
    }

    private static string Rounded(double number) => number < 1e15 ? number.ToString("0", CultureInfo.InvariantCulture) : number.ToString("0.0e0", CultureInfo.InvariantCulture);

    private TypedNode? Result(TypedNode node, ExpressionType? expected, SourceRange range)
    {
        if (expected is null)
        {
            if (node.Type.Kind != ExpressionKind.Reference && !node.Type.IsRecordList) return node;
            return Error(ExpressionCodes.Type, $"A value is needed, not {Described(node.Type)}: name one of its fields.", range);
        }

        return Converted(node, expected)
            ?? Error(ExpressionCodes.Type, $"A value of type {expected} is needed; this is {Described(node.Type)}.", range);
    }

    /// <summary>A value, a record or a list; a field of parts is none of these.</summary>
    private TypedNode? Visit(ExpressionNode node) => Operand(node) is { } operand ? AsValue(operand, node) : null;

    private TypedNode? AsValue(TypedNode operand, ExpressionNode node) => operand.Type.Kind != ExpressionKind.Structure
        ? operand
        : Error(ExpressionCodes.Type, $"{Described(operand.Type, capital: true)} is no value: read one of its parts, such as {PartsOf(operand)[0].Part}.", node.Range);

    /// <summary>What a part of the text means. One that is used several times counts as often, before anything goes through the tree.</summary>
    private TypedNode? Operand(ExpressionNode node)
    {
        if (Typed(node) is not { } typed) return null;
        if (SizeOf(typed) <= limits.MaxCost) return typed;
        return errors.Any(e => e.Code == ExpressionCodes.TooCostly)
            ? null
            : Error(ExpressionCodes.TooCostly, $"The expression is too large to compute: more than {limits.MaxCost} parts.", node.Range);
    }

    private int SizeOf(TypedNode node)
    {
        if (sizes.TryGetValue(node, out int known)) return known;
        long size = 1;
        node.ForEachPart(part => size += SizeOf(part));
        return sizes[node] = (int)Math.Min(size, int.MaxValue);
    }

    private TypedNode? Typed(ExpressionNode node) => node switch
    {
        LiteralNode n => Literal(n),
        NameNode n => Name(n),
        SelectNode n => Select(n),
        IndexNode n => Call("[]", CallStyle.Operator, [n.Operand, n.Index], n.Range, n.Range),
        UnaryNode n => Call(n.Operator == UnaryOperator.Not ? "!" : "-", CallStyle.Operator, [n.Operand], n.Range, n.Range),
        BinaryNode n => Binary(n),
        ConditionalNode n => Conditional(n),
        ListNode n => ItemList(n),
        CallNode n => Function(n),
        MacroNode n => Macro(n),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private TypedConstant? Literal(LiteralNode node)
    {
        switch (node.Value)
        {
            case null: return new TypedConstant(ExpressionType.Null, null);
            case bool b: return new TypedConstant(ExpressionType.Bool, b);
            case long n: return new TypedConstant(ExpressionType.Int, n);
            case string s: return new TypedConstant(ExpressionType.Text, s);
            case decimal d:
                if (ExactDecimal.TryFrom(d, out ExactDecimal exact) && exact.ToDecimal() == d) return new TypedConstant(ExpressionType.Decimal, exact);
                Error(ExpressionCodes.BadNumber, "A decimal is below 10^18 and has at most 20 digits after the point.", node.Range);
                return null;
            default: throw new System.Diagnostics.UnreachableException();
        }
    }

    private TypedNode? Name(NameNode node)
    {
        for (int i = elements.Count - 1; i >= 0; i--)
        {
            if (elements[i].Name == node.Name) return elements[i];
        }

        foreach ((string name, ExpressionType type) in scope.Variables)
        {
            if (name == node.Name) return new TypedVariable(name, type, name is ExpressionScope.Old or ExpressionScope.User || scope.Records.Any(r => r.Name == name));
        }

        if (node.Name is ExpressionScope.Old or ExpressionScope.Target or ExpressionScope.User or ExpressionScope.Now or ExpressionScope.Today)
            return Error(ExpressionCodes.NotHere, $"'{node.Name}' cannot be used here.", node.Range);

        if (scope.Objects.Member(scope.RecordObject, node.Name) is not null)
        {
            return Error(ExpressionCodes.UnknownName, $"There is no '{node.Name}' here; the field is written record.{node.Name}.", node.Range, "record." + node.Name);
        }

        IEnumerable<string> names = scope.Variables.Select(v => v.Name).Concat(elements.Select(e => e.Name));
        return Unknown(ExpressionCodes.UnknownName, $"There is no '{node.Name}' here.", node.Name, names, node.Range);
    }

    private TypedNode? Select(SelectNode node)
    {
        if (Operand(node.Operand) is not { } target) return null;
        if (target.Type.Kind == ExpressionKind.Structure) return SelectPart(node, (TypedMember)target);
        if (target.Type.Kind != ExpressionKind.Reference)
        {
            return target.Type.IsRecordList
                ? Error(ExpressionCodes.UnknownField, $"'{node.Field}' cannot be read of a list of records: use exists, all, filter or map.", node.FieldRange)
                : Error(ExpressionCodes.UnknownField, $"'{node.Field}' cannot be read of {Described(target.Type)}, which has no fields.", node.FieldRange);
        }

        string objectName = target.Type.ObjectName!;
        if (scope.Objects.Member(objectName, node.Field) is not { } member)
        {
            IEnumerable<string> names = scope.Objects.Members(objectName).Select(m => m.Name);
            return Unknown(ExpressionCodes.UnknownField, $"{objectName} has no '{node.Field}' that expressions can read.", node.Field, names, node.FieldRange);
        }

        return Tested(node, new TypedMember(target, member));
    }

    private TypedNode? SelectPart(SelectNode node, TypedMember structure)
    {
        IReadOnlyList<ExpressionMember> parts = PartsOf(structure);
        return parts.FirstOrDefault(p => p.Part == node.Field) is { } part
            ? Tested(node, new TypedMember(structure.Target, part))
            : Unknown(ExpressionCodes.UnknownField, $"{Described(structure.Type, capital: true)} has no '{node.Field}'.", node.Field, parts.Select(p => p.Part!), node.FieldRange);
    }

    private static TypedNode Tested(SelectNode node, TypedMember read) => node.IsTest ? Build("not", OfParts("blank", "and", read)) : read;

    private static IReadOnlyList<ExpressionMember> PartsOf(TypedNode structure) => ((TypedMember)structure).Member.Parts;

    /// <summary>A question to a value; to a structure it is put to each part.</summary>
    /// <param name="id">The question.</param>
    /// <param name="joined">How the parts' answers make one.</param>
    /// <param name="asked">What is asked.</param>
    private static TypedNode OfParts(string id, string joined, TypedNode asked) => asked.Type.Kind != ExpressionKind.Structure ? Build(id, asked)
        : PartsOf(asked).Select(part => (TypedNode)Build(id, new TypedMember(((TypedMember)asked).Target, part))).Aggregate((left, right) => Build(joined, left, right));

    private TypedNode? Conditional(ConditionalNode node)
    {
        TypedNode? condition = Condition(node.Condition), then = Visit(node.Then), otherwise = Visit(node.Otherwise);
        if (condition is null || then is null || otherwise is null) return null;
        if (Common(then.Type, otherwise.Type) is { } type && !type.IsRecordList
            && Converted(then, type) is { } first && Converted(otherwise, type) is { } second)
        {
            return new TypedChoice(condition, first, second, type);
        }

        SourceRange both = node.Then.Range.To(node.Otherwise.Range);
        return then.Type.IsRecordList
            ? Error(ExpressionCodes.Type, "A choice cannot be between lists of records; make it inside of the macro.", both)
            : Error(ExpressionCodes.Type, $"Both results must have one type; these are {Described(then.Type)} and {Described(otherwise.Type)}.", both);
    }

    private TypedNode? Condition(ExpressionNode node)
    {
        if (Visit(node) is not { } condition) return null;
        return Converted(condition, ExpressionType.Bool)
            ?? Error(ExpressionCodes.Type, $"A condition is needed; this is {Described(condition.Type)}.", node.Range);
    }

    private TypedNode? ItemList(ListNode node)
    {
        TypedNode?[] items = [.. node.Items.Select(Visit)];
        if (items.Any(i => i is null)) return null;
        ExpressionType element = ExpressionType.Null;
        for (int i = 0; i < items.Length; i++)
        {
            ExpressionType type = items[i]!.Type;
            if (type.Kind == ExpressionKind.List) return Error(ExpressionCodes.Type, "There are no lists of lists.", node.Items[i].Range);
            if (Common(element, type) is not { } common)
                return Error(ExpressionCodes.Type, $"All elements must have one type; this is {Described(type)} among {element}.", node.Items[i].Range);
            element = common;
        }

        return new TypedList([.. items.Select(i => Converted(i!, element)!)], ExpressionType.List(element));
    }

    private TypedNode? Macro(MacroNode node)
    {
        if (Visit(node.List) is not { } list) return null;
        if (list.Type.Element is not { } elementType)
            return Error(ExpressionCodes.Type, $"A list is needed before the macro; this is {Described(list.Type)}.", node.List.Range);
        if (elementType.Kind == ExpressionKind.Null) list = Converted(list, ExpressionType.List(elementType = ExpressionType.Text))!;
        if (elementType.Kind == ExpressionKind.Reference && list is TypedList)
            return Error(ExpressionCodes.Type, "A list of records that is written out is of use with 'in' only.", node.List.Range);
        TypedElement element = new(node.Variable, elements.Count, elementType);
        elements.Add(element);
        TypedNode? condition = node.Condition is null ? null : Condition(node.Condition);
        TypedNode? value = node.Value is null ? null : Visit(node.Value);
        elements.RemoveAt(elements.Count - 1);
        if ((condition is null && node.Condition is not null) || (value is null && node.Value is not null)) return null;
        if (value?.Type.Kind is ExpressionKind.List or ExpressionKind.Reference)
            return Error(ExpressionCodes.Type, $"A map makes values; this is {Described(value.Type)}.", node.Value!.Range);
        if (value?.Type.Kind == ExpressionKind.Null) value = new TypedConstant(ExpressionType.Text, null);
        ExpressionType type = node.Kind switch
        {
            MacroKind.Filter => list.Type,
            MacroKind.Map => ExpressionType.List(value!.Type),
            _ => ExpressionType.Bool,
        };
        return new TypedLoop(node.Kind, list, element, condition, value, type);
    }

    private TypedNode? Error(string code, Sentence message, SourceRange range, params IReadOnlyList<string> suggestions)
    {
        errors.Add(new ExpressionDiagnostic(code, message, range) { Suggestions = suggestions });
        return null;
    }

    private TypedNode? Unknown(string code, Sentence message, string name, IEnumerable<string> candidates, SourceRange range)
    {
        string? nearest = NearestName.Find(name, candidates);
        errors.Add(new ExpressionDiagnostic(code, message, range) { Nearest = nearest, Suggestions = nearest is null ? [] : [nearest] });
        return null;
    }

    private static Sentence Described(ExpressionType type, bool capital = false) => type.Kind switch
    {
        ExpressionKind.Structure when type == ExpressionType.Address => capital ? "An address" : "an address",
        ExpressionKind.Structure => capital ? "A geolocation" : "a geolocation",
        // Of one type with the other arms, which would be texts before they became sentences.
        ExpressionKind.Null => (Sentence)"null",
        ExpressionKind.Reference => $"a record of {type.ObjectName}",
        ExpressionKind.List when type.IsRecordList => $"a list of records of {type.Element!.ObjectName}",
        _ => $"a value of type {type}",
    };
}
