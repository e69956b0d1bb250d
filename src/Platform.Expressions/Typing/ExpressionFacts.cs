namespace Platform.Expressions.Typing;

/// <summary>Finds what a checked expression reads, follows and costs.</summary>
internal sealed class ExpressionFacts
{
    private readonly List<MemberRead> reads = [];
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> relations = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> elements = [];
    private readonly List<IBusinessHours> calendars = [];
    private bool clock;
    private bool user;

    /// <summary>The expression with its facts.</summary>
    public static CheckedExpression Of(string text, TypedNode root)
    {
        ExpressionFacts facts = new();
        facts.Visit(root);
        int cost = ExpressionCost.Of(root, static member => member.Cost);
        return new CheckedExpression(text, root, facts.reads, facts.relations.Count, cost, facts.clock, facts.user) { Calendars = facts.calendars };
    }

    private void Visit(TypedNode node)
    {
        if (node is TypedLoop loop)
        {
            Visit(loop.List);
            elements[loop.Element.Slot] = Path(loop.List) + "[]";
            if (loop.Condition is not null) Visit(loop.Condition);
            if (loop.Value is not null) Visit(loop.Value);
            return;
        }

        node.ForEachPart(Visit);
        switch (node)
        {
            case TypedMember member: Read(member); break;
            case TypedConstant { Value: IBusinessHours hours } when !calendars.Contains(hours): calendars.Add(hours); break;
            case TypedVariable { Name: ExpressionScope.Now or ExpressionScope.Today }: clock = true; break;
            case TypedVariable { Name: ExpressionScope.User }: user = true; break;
            case TypedCall { Overload: { NeedsUser: true } }: user = true; break;
            case TypedCall { Overload: { NeedsClock: true } }: clock = true; break;
        }
    }

    private void Read(TypedMember member)
    {
        string path = Path(member);
        if (!seen.Add(path)) return;
        reads.Add(new MemberRead(member.Target.Type.ObjectName!, member.Member, path));
        // A reference is followed when something of its record is read; a list always is.
        if (member.Target is TypedMember followed) relations.Add(Path(followed));
        if (member.Type.IsRecordList) relations.Add(path);
    }

    private string Path(TypedNode node) => node switch
    {
        TypedVariable v => v.Name,
        TypedElement e => elements.TryGetValue(e.Slot, out string? list) ? list : e.Name,
        TypedMember m => $"{Path(m.Target)}.{m.Member.WrittenName}",
        TypedLoop l => Path(l.List),
        _ => "(…)",
    };
}
