using Platform.Expressions.Language;

namespace Platform.Expressions.Typing;

/// <summary>
/// How far a computation can grow with what the fields hold: how long its texts become, and how often its loops go round. Lists of records count as
/// <see cref="TypicalRecords"/>, since what bounds them is known where they are read.
/// </summary>
internal sealed class ExpressionExtent
{
    private const double TypicalRecords = 200, UnknownLength = 4_000, ShortText = 64, TextLength = 50;

    // A thousand characters that are searched or copied weigh as much as one step.
    private const double CharactersOfStep = 1_000;

    private readonly Dictionary<int, double> elements = [];
    private double longest;

    /// <summary>The longest text that an expression can make, in characters, and the steps that it can take.</summary>
    public static (double Longest, double Steps) Of(TypedNode root)
    {
        ExpressionExtent extent = new();
        Size size = extent.Visit(root);
        return (extent.longest, size.Steps);
    }

    /// <summary>Bounds of a value.</summary>
    /// <param name="Length">Of a text its characters, of a list those of each element.</param>
    /// <param name="Count">Elements of a list.</param>
    /// <param name="Steps">Steps to compute it.</param>
    private readonly record struct Size(double Length, double Count, double Steps);

    private Size Visit(TypedNode node)
    {
        Size size = node switch
        {
            TypedConstant n => new Size(n.Value is string text ? text.Length : ShortText, 0, 1),
            TypedMember n => Member(n),
            TypedElement n => new Size(elements.GetValueOrDefault(n.Slot, UnknownLength), 0, 1),
            TypedChoice n => Choice(n),
            TypedLoop n => Loop(n),
            TypedCall n => Call(n, [.. n.Arguments.Select(Visit)]),
            TypedList n => Listed([.. n.Items.Select(Visit)]),
            _ => new Size(ShortText, 0, 1),
        };
        longest = Math.Max(longest, size.Length);
        return size;
    }

    private Size Member(TypedMember node)
    {
        double steps = Visit(node.Target).Steps + 1;
        double length = node.Member.MaxLength ?? (node.Type.Kind == ExpressionKind.Text ? UnknownLength : ShortText);
        return new Size(length, node.Type.Kind == ExpressionKind.List ? TypicalRecords : 0, steps);
    }

    private Size Choice(TypedChoice node)
    {
        Size condition = Visit(node.Condition), then = Visit(node.Then), otherwise = Visit(node.Otherwise);
        return new Size(Math.Max(then.Length, otherwise.Length), Math.Max(then.Count, otherwise.Count), condition.Steps + Math.Max(then.Steps, otherwise.Steps));
    }

    private Size Loop(TypedLoop node)
    {
        Size list = Visit(node.List);
        elements[node.Element.Slot] = list.Length;
        Size? condition = node.Condition is null ? null : Visit(node.Condition), value = node.Value is null ? null : Visit(node.Value);
        double steps = list.Steps + (list.Count * (1 + (condition?.Steps ?? 0) + (value?.Steps ?? 0)));
        return new Size(node.Kind == MacroKind.Map ? value!.Value.Length : list.Length, node.Type.Kind == ExpressionKind.List ? list.Count : 0, steps);
    }

    private static Size Listed(Size[] items) => new(Greatest(items), items.Length, Steps(items));

    private static Size Call(TypedCall call, Size[] a)
    {
        double steps = Steps(a) + 1 + (a.Sum(s => s.Length) / CharactersOfStep);
        (double length, double count) = call.Overload.Id switch
        {
            "add_text" => (a[0].Length + a[1].Length, 0),
            "replace" => (a[0].Length * Growth(call.Arguments[1], call.Arguments[2], a[2]), 0),
            "split" => (a[0].Length, a[0].Length + 1),
            "join" => (a[0].Length * a[0].Count, 0),
            "join_with" => ((a[0].Length + a[1].Length) * a[0].Count, 0),
            "add_list" => (Greatest(a), a[0].Count + a[1].Count),
            _ when call.Type.Kind is ExpressionKind.Text or ExpressionKind.List => (a.Length == 0 ? TextLength : Greatest(a), a.Length == 0 ? 0 : a.Max(s => s.Count)),
            _ => (ShortText, 0),
        };
        return new Size(length, call.Type.Kind == ExpressionKind.List ? count : 0, steps);
    }

    /// <summary>How many characters a replacement makes of one at most.</summary>
    private static double Growth(TypedNode sought, TypedNode by, Size length) => (sought, by) switch
    {
        (TypedConstant { Value: string a }, TypedConstant { Value: string b }) when a.Length > 0 => Math.Max(1, (double)b.Length / a.Length),
        (TypedConstant { Value: string a }, _) when a.Length > 0 => Math.Max(1, length.Length / a.Length),
        _ => Math.Max(1, length.Length),
    };

    private static double Greatest(Size[] sizes) => sizes.Length == 0 ? 0 : sizes.Max(s => s.Length);

    private static double Steps(Size[] sizes) => sizes.Sum(s => s.Steps);
}
