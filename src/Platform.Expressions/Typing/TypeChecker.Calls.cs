using Platform.Expressions.Catalogue;
using Platform.Expressions.Diagnostics;
using Platform.Expressions.Language;

namespace Platform.Expressions.Typing;

public sealed partial class TypeChecker
{
    private TypedNode? Binary(BinaryNode node)
    {
        bool equality = node.Operator is BinaryOperator.Equal or BinaryOperator.NotEqual;
        if (equality && (node.Left is LiteralNode { Value: null } || node.Right is LiteralNode { Value: null })) return NullTest(node);
        if (node.Operator == BinaryOperator.In) return In(node);
        string symbol = ExpressionPrinter.Symbol(node.Operator);
        return Call(symbol, CallStyle.Operator, [node.Left, node.Right], node.Range, node.Range);
    }

    /// <summary><c>x == null</c> asks whether there is a value; any other comparison with a blank is blank itself.</summary>
    private TypedNode? NullTest(BinaryNode node)
    {
        ExpressionNode asked = node.Left is LiteralNode { Value: null } ? node.Right : node.Left;
        if (Operand(asked) is not { } operand) return null;
        if (operand.Type.IsRecordList) return Error(ExpressionCodes.Type, "A list of records is never blank; use size() or exists.", asked.Range);
        return node.Operator == BinaryOperator.Equal ? OfParts("is_null", "and", operand) : OfParts("is_not_null", "or", operand);
    }

    private TypedNode? In(BinaryNode node)
    {
        TypedNode? sought = Visit(node.Left), list = Visit(node.Right);
        if (sought is null || list is null) return null;
        if (list.Type.Element?.Kind != ExpressionKind.Reference) return Resolve("in", CallStyle.Operator, [sought, list], node.Range, node.Range, node.Range);
        if (sought.Type != list.Type.Element)
        {
            return Error(ExpressionCodes.Arguments, $"{Described(sought.Type)} cannot be in {Described(list.Type)}.", node.Range);
        }

        // Records are the same when their ids are: asked one by one, or of the related records.
        if (list is TypedList written)
        {
            return written.Items.Select(item => (TypedNode)Build("equal", sought, item)).Aggregate((left, right) => Build("or", left, right));
        }

        TypedElement element = new("(element)", elements.Count, list.Type.Element);
        return new TypedLoop(MacroKind.Exists, list, element, Build("equal", element, sought), null, ExpressionType.Bool);
    }

    private TypedNode? Function(CallNode node)
    {
        if (node.Target is NameNode { Name: "math" } && elements.All(e => e.Name != "math"))
            return Call("math." + node.Function, CallStyle.Global, node.Arguments, node.FunctionRange, node.Range);
        if (node.Function == "isChanged" && node.Target is null) return IsChanged(node);
        return node.Target is null
            ? Call(node.Function, CallStyle.Global, node.Arguments, node.FunctionRange, node.Range)
            : Call(node.Function, CallStyle.Member, [node.Target, .. node.Arguments], node.FunctionRange, node.Range);
    }

    private TypedNode? IsChanged(CallNode node)
    {
        if (!scope.HasOld) return NotHere(node.Function, node.Range);
        TypedNode? asked = node.Arguments is [var argument] ? Operand(argument) : null;
        if (asked is not TypedMember { Target: TypedVariable { Name: ExpressionScope.Record } } now)
        {
            return asked is null && node.Arguments.Count == 1
                ? null
                : Error(ExpressionCodes.Arguments, "isChanged asks about one field of the record: isChanged(record.name).", node.Range);
        }

        if (now.Type.IsRecordList) return Error(ExpressionCodes.Arguments, "isChanged asks about fields, not about related records.", node.Range);
        IEnumerable<TypedMember> changed = now.Type.Kind == ExpressionKind.Structure ? PartsOf(now).Select(part => new TypedMember(now.Target, part)) : [now];
        return changed.Select(m => (TypedNode)Build("is_changed", m, m with { Target = new TypedVariable(ExpressionScope.Old, m.Target.Type, true) }))
            .Aggregate((left, right) => Build("or", left, right));
    }

    private TypedNode? NotHere(string function, SourceRange range) =>
        Error(ExpressionCodes.NotHere, $"'{function}' is of use where a record is written, not here.", range);

    private TypedNode? Call(string name, CallStyle style, IReadOnlyList<ExpressionNode> arguments, SourceRange nameRange, SourceRange range)
    {
        IReadOnlyList<Overload> named = [.. Overloads.Named(name).Where(o => Fits(o.Style, style))];
        if (named.Count == 0)
        {
            return Overloads.Named(name).Count > 0
                ? Error(ExpressionCodes.UnknownFunction, $"There is no function '{name}' here. It is written {Overloads.Named(name)[0].Signature}.", nameRange)
                : Unknown(ExpressionCodes.UnknownFunction, $"There is no function '{name}' here.", name, Overloads.FunctionNames, nameRange);
        }

        TypedNode?[] operands = [.. arguments.Select(Operand)];
        if (operands.Any(o => o is null)) return null;
        if (name == "blank" && operands is [{ Type.Kind: ExpressionKind.Structure } structure]) return OfParts("blank", "and", structure);
        TypedNode?[] typed = [.. operands.SelectMany((operand, i) => name == Overloads.Distance && operand!.Type == ExpressionType.Geolocation
            ? Coordinates(operand)
            : (TypedNode?[])[AsValue(operand!, arguments[i])])];
        if (typed.Any(a => a is null)) return null;
        // The overload has numbers; authors think of places.
        if (name == Overloads.Distance && typed.Length != 4)
            return Error(ExpressionCodes.Arguments, $"'{name}' takes two places, each a geolocation or a latitude and a longitude in degrees.", range);
        return Resolve(name, style, [.. typed.Select(a => a!)], nameRange, range, arguments.Count > 0 ? arguments[^1].Range : range);
    }

    /// <summary>A place on Earth is given as two numbers, or as a field that has both.</summary>
    private static IEnumerable<TypedNode?> Coordinates(TypedNode place) => PartsOf(place).Select(part => new TypedMember(((TypedMember)place).Target, part));

    private TypedNode? Resolve(string name, CallStyle style, IReadOnlyList<TypedNode> arguments, SourceRange nameRange, SourceRange range, SourceRange lastRange)
    {
        IReadOnlyList<Overload> named = [.. Overloads.Named(name).Where(o => Fits(o.Style, style))];
        foreach (bool widening in new[] { false, true })
        {
            foreach (Overload overload in named)
            {
                if (Match(overload, arguments, widening) is not { } matched) continue;
                if (overload.NeedsOld && !scope.HasOld) return NotHere(name, nameRange);
                if (overload.NeedsClock && !scope.HasClock) return Error(ExpressionCodes.NotHere, Unsteady(overload), nameRange);
                if (overload.NeedsUser && scope.UserObject is null)
                    return Error(ExpressionCodes.NotHere, $"'{name}' asks who acts, which does not count here.", nameRange);
                return Literals(overload, Build(overload, matched), lastRange);
            }
        }

        string given = string.Join(", ", arguments.Select(a => a.Type.ToString()));
        string forms = string.Join("; ", named.Take(4).Select(o => o.Signature));
        forms += named.Count > 4 ? "; …" : ".";
        return style == CallStyle.Operator
            ? Error(ExpressionCodes.Arguments, $"'{name}' cannot be applied to {given}. There is: {forms}", range)
            : Error(ExpressionCodes.Arguments, $"'{name}' does not take ({given}). There is: {forms}", range);
    }

    private static Sentence Unsteady(Overload overload)
    {
        if (overload.Literal == LiteralRule.Calendar) return $"'{overload.Name}' depends on a business calendar, which may change: what is stored here must not change by itself.";
        return $"'{overload.Name}' depends on a time zone here; name one, as in getHours(\"UTC\"), or use fields of type date.";
    }

    private static bool Fits(CallStyle offered, CallStyle used) =>
        offered == used || (offered == CallStyle.Both && used is CallStyle.Global or CallStyle.Member);

    /// <summary>The arguments as the overload takes them, or null when it does not take them.</summary>
    private static TypedNode[]? Match(Overload overload, IReadOnlyList<TypedNode> arguments, bool widening)
    {
        int count = overload.Parameters.Count;
        if (overload.IsVariadic ? arguments.Count < count : arguments.Count != count) return null;
        ExpressionType? any = null;
        if (overload.Parameters.Any(p => p.Kind == ExpressionKind.Any || p.Element?.Kind == ExpressionKind.Any))
        {
            any = Bind(overload, arguments, widening);
            if (any is null) return null;
        }

        TypedNode[] matched = new TypedNode[arguments.Count];
        for (int i = 0; i < matched.Length; i++)
        {
            ExpressionType wanted = Bound(overload.Parameters[Math.Min(i, count - 1)], any);
            if (!widening && arguments[i].Type != wanted && arguments[i].Type.Kind != ExpressionKind.Null) return null;
            if (Converted(arguments[i], wanted) is not { } converted) return null;
            matched[i] = converted;
        }

        return matched;
    }

    private static ExpressionType? Bind(Overload overload, IReadOnlyList<TypedNode> arguments, bool widening)
    {
        ExpressionType any = ExpressionType.Null;
        for (int i = 0; i < arguments.Count; i++)
        {
            ExpressionType parameter = overload.Parameters[Math.Min(i, overload.Parameters.Count - 1)];
            ExpressionType? given = parameter.Kind == ExpressionKind.Any ? arguments[i].Type
                : parameter.Element?.Kind != ExpressionKind.Any ? ExpressionType.Null
                : arguments[i].Type.Kind == ExpressionKind.Null ? ExpressionType.Null : arguments[i].Type.Element;
            if (given is null || Common(any, given) is not { } common) return null;
            any = common;
        }

        bool records = any.IsRecordList || (any.Kind == ExpressionKind.Reference && overload.Parameters.Any(p => p.Kind == ExpressionKind.List));
        if (records && overload.Id is not ("blank" or "size_list")) return null;
        if (any.Kind == ExpressionKind.List && overload.Parameters.Any(p => p.Kind == ExpressionKind.List)) return null;
        if (any.Kind == ExpressionKind.Null) any = ExpressionType.Text;
        return overload.OrderedOnly && !any.IsOrdered ? null : any;
    }

    private static ExpressionType Bound(ExpressionType type, ExpressionType? any) => type.Kind switch
    {
        ExpressionKind.Any => any!,
        ExpressionKind.List when type.Element!.Kind == ExpressionKind.Any => ExpressionType.List(any!),
        _ => type,
    };

    /// <summary>The type that both fit, or null.</summary>
    private static ExpressionType? Common(ExpressionType a, ExpressionType b)
    {
        if (a == b || b.Kind == ExpressionKind.Null) return a;
        if (a.Kind == ExpressionKind.Null) return b;
        if (a.Kind is ExpressionKind.Int or ExpressionKind.Decimal && b.Kind is ExpressionKind.Int or ExpressionKind.Decimal) return ExpressionType.Decimal;
        return a.Element is { } left && b.Element is { } right && Common(left, right) is { } element ? ExpressionType.List(element) : null;
    }

    /// <summary>The node as a value of the type, or null when it is none.</summary>
    private static TypedNode? Converted(TypedNode node, ExpressionType type)
    {
        if (node.Type == type) return node;
        if (node.Type.Kind == ExpressionKind.Null) return new TypedConstant(type, null);
        if (node.Type.Kind == ExpressionKind.Int && type.Kind == ExpressionKind.Decimal) return Widened(node);
        if (node is TypedList list && type.Element is { } element)
        {
            TypedNode?[] items = [.. list.Items.Select(i => Converted(i, element))];
            return items.Any(i => i is null) ? null : new TypedList([.. items.Select(i => i!)], type);
        }

        if (node is TypedChoice choice && Converted(choice.Then, type) is { } then && Converted(choice.Otherwise, type) is { } otherwise)
            return new TypedChoice(choice.Condition, then, otherwise, type);
        return null;
    }

    private static TypedNode Widened(TypedNode node) =>
        node is TypedConstant { Value: long number } && Values.ExactDecimal.TryFrom(number, out Values.ExactDecimal exact)
            ? new TypedConstant(ExpressionType.Decimal, exact)
            : Build("decimal_int", node);

    private static TypedCall Build(string id, params IReadOnlyList<TypedNode> arguments) => Build(Overloads.Of(id), arguments);

    private static TypedCall Build(Overload overload, IReadOnlyList<TypedNode> arguments)
    {
        ExpressionType? any = null;
        for (int i = 0; i < arguments.Count && i < overload.Parameters.Count && any is null; i++)
        {
            ExpressionType parameter = overload.Parameters[i];
            any = parameter.Kind == ExpressionKind.Any ? arguments[i].Type : parameter.Element?.Kind == ExpressionKind.Any ? arguments[i].Type.Element : null;
        }

        bool nullable = overload.Blanks switch
        {
            BlankRule.NeverBlank => false,
            BlankRule.PropagatesOrFails => true,
            BlankRule.FirstGiven => arguments.All(a => a.IsNullable),
            _ => arguments.Any(a => a.IsNullable),
        };
        return new TypedCall(overload, arguments, Bound(overload.Result, any), nullable);
    }
}
