using System.Globalization;
using System.Text;

namespace Platform.GraphQL.Planning;

/// <summary>
/// A plan as indented text, one decision of the planner a line: for golden cases, and for people who ask why a query became the statement that it is. Values of a
/// request are not in it; variables are, by their places.
/// </summary>
public static class PlanText
{
    /// <summary>The plan.</summary>
    public static string Of(QueryPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Writer writer = new();
        foreach (RootPlan field in plan.Fields) writer.Root(field);
        return writer.ToString();
    }

    /// <summary>The plans of a mutation's fields, in the order in which they are carried out.</summary>
    public static string Of(IReadOnlyList<MutationPlan> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        Writer writer = new();
        foreach (MutationPlan field in fields) writer.Mutation(field);
        return writer.ToString();
    }

    /// <summary>The plan of a subscription.</summary>
    public static string Of(SubscriptionPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Writer writer = new();
        writer.Subscription(plan);
        return writer.ToString();
    }

    private sealed class Writer
    {
        private readonly StringBuilder _text = new();
        private int _depth;

        public void Root(RootPlan field)
        {
            switch (field)
            {
                case ComputedPlan:
                    Line($"{field.ResponseName}: computed by the host");
                    break;
                case CarriedPlan f:
                    Line($"{f.ResponseName}: {f.Field.Action?.Action.Name ?? f.Field.Binding?.Object.Name} carried out by the host");
                    break;
                case RecordPlan f:
                    Line($"{f.ResponseName}: {f.Selection.Object.Name} of id {f.Id}{Bin(f.Deleted)}");
                    Below(() => Selection(f.Selection));
                    break;
                case ConnectionRootPlan f:
                    Connection(f.ResponseName, f.Connection);
                    break;
                case DuplicatesPlan f:
                    Line($"{f.ResponseName}: records like {(f.Values is null ? "the stored" : "the given")} {f.Object.Name} by {string.Join(", ", f.Rules.Select(r => r.Name))}");
                    break;
                case GroupRootPlan f:
                    Groups(f);
                    break;
            }
        }

        public void Mutation(MutationPlan field)
        {
            if (field.TypeName is not null)
            {
                Line($"{field.ResponseName}: type name");
                return;
            }

            Line($"{field.ResponseName}: {(field.Action is { } action ? "action " + action.Action.Name : $"{field.Binding!.Kind} of {field.Binding.Object.Name}")}");
            Below(() =>
            {
                if (field.SelectsRecords) Line(field.Returned is null ? "records are read back" : "records come with the rows written");
                Payload(field.Members, member => member.Alias is { } alias
                    ? field.Converted.First(c => c.Alias == alias).Selections[member.RecordIndex!.Value]
                    : field.Selections[member.RecordIndex!.Value]);
            });
        }

        public void Subscription(SubscriptionPlan plan)
        {
            Line($"{plan.ResponseName}: changes of {plan.Object.Name}");
            Below(() =>
            {
                Filter("filter", plan.Filter);
                Payload(plan.Members, member => plan.Records[member.RecordIndex!.Value]);
            });
        }

        public override string ToString() => _text.ToString().TrimEnd('\n');

        private void Line(string text) => _text.Append(' ', _depth * 2).Append(text).Append('\n');

        private void Below(Action lines)
        {
            _depth++;
            lines();
            _depth--;
        }

        private static string Bin(DeletedMode deleted) => deleted switch
        {
            DeletedMode.Include => ", in or out of the recycle bin",
            DeletedMode.Only => ", in the recycle bin",
            _ => "",
        };

        private static string Given(ValueSource source) => source switch
        {
            ArgumentSource { Origin: { } origin } => origin.ToString(),
            ArgumentSource { Constant: IReadOnlyList<PlanInput> list } => "[" + string.Join(", ", list.Select(i => i.Origin?.ToString() ?? Literal(i.Value))) + "]",
            ArgumentSource literal => Literal(literal.Constant),
            SearchWordSource word => string.Create(CultureInfo.InvariantCulture, $"word {word.Index + 1} of {Given(word.Text)}"),
            CurrentUserSource => "the user",
            _ => source.GetType().Name,
        };

        private static string Literal(object? value) => value switch
        {
            null => "null",
            string text => "\"" + text + "\"",
            DateTime instant => instant.ToString("o", CultureInfo.InvariantCulture),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };

        private void Selection(RecordSelection selection)
        {
            foreach (SelectedField field in selection.Fields) Field(field);
        }

        private void Field(SelectedField field)
        {
            switch (field)
            {
                case TypeNameField:
                    Line($"{field.ResponseName}: type name");
                    break;
                case ValueField f:
                    Line($"{f.ResponseName}: {f.Field.Name}");
                    break;
                case PartsField f:
                    Line($"{f.ResponseName}: parts {string.Join(", ", f.Parts.Select(p => p.ResponseName))} of {f.Field.Name}");
                    break;
                case ReferenceField f:
                    Line($"{f.ResponseName}: {f.Selection.Object.Name} that {f.Field.Name} refers to");
                    Below(() => Selection(f.Selection));
                    break;
                case PolymorphicField f:
                    Line($"{f.ResponseName}: record that {f.Field.Name} refers to");
                    foreach (RecordSelection one in f.Selections)
                    {
                        Below(() =>
                        {
                            Line($"of {one.Object.Name}");
                            Below(() => Selection(one));
                        });
                    }

                    break;
                case RelationField f:
                    Connection($"{f.ResponseName} over {f.Link.Kind} {f.Link.Field.Name}", f.Connection);
                    break;
                case PipelineField f:
                    Line($"{f.ResponseName}: pipeline {string.Join(", ", f.Members.Select(m => m.Name))}");
                    break;
                case AccessField f:
                    Line($"{f.ResponseName}: rights {string.Join(", ", f.Members.Select(m => m.Name))}");
                    break;
            }
        }

        private void Connection(string name, ConnectionPlan plan)
        {
            Line($"{name}: list of {plan.Object.Name}{Bin(plan.Deleted)}");
            Below(() =>
            {
                Filter("filter", plan.Filter);
                Line("order " + string.Join(", ", plan.Order));
                Line("page " + Page(plan.Page));
                foreach (ConnectionMember member in plan.Members) Member(member);
            });
        }

        private static string Page(PagePlan page)
        {
            StringBuilder text = new(page.Backward ? "backward" : "forward");
            if (page.Size is { } size) text.Append(", size ").Append(Given(size));
            if (page.Offset is { } offset) text.Append(", offset ").Append(Given(offset));
            if (page.After is { } after) text.Append(", after ").Append(Given(after.Source)).Append(" (blanks ").Append(after.BlankMask).Append(')');
            if (page.Before is { } before) text.Append(", before ").Append(Given(before.Source)).Append(" (blanks ").Append(before.BlankMask).Append(')');
            return text.ToString();
        }

        private void Member(ConnectionMember member)
        {
            switch (member)
            {
                case NodesMember m:
                    Line($"{m.ResponseName}: nodes");
                    Below(() => Selection(m.Selection));
                    break;
                case EdgesMember m:
                    Line($"{m.ResponseName}: edges with {string.Join(", ", m.Parts.Select(p => p.Name))}");
                    foreach (var part in m.Parts.Where(p => p.Selection is not null)) Below(() => Selection(part.Selection!));
                    break;
                case PageInfoMember m:
                    Line($"{m.ResponseName}: page info {string.Join(", ", m.Parts.Select(p => p.Name))}");
                    break;
                case TotalCountMember m:
                    Line($"{m.ResponseName}: count of all pages");
                    break;
                default:
                    Line($"{member.ResponseName}: type name");
                    break;
            }
        }

        private void Payload(IReadOnlyList<PayloadMember> members, Func<PayloadMember, RecordSelection> selection)
        {
            foreach (PayloadMember member in members)
            {
                if (member.RecordIndex is null)
                {
                    Line($"{member.ResponseName}: {(member.Name.StartsWith(':') ? "type name" : member.Name)}");
                    Below(() => Payload(member.Parts, selection));
                    continue;
                }

                RecordSelection selected = selection(member);
                Line($"{member.ResponseName}: {member.Name}, {selected.Object.Name}");
                Below(() => Selection(selected));
            }
        }

        private void Filter(string label, FilterNode node)
        {
            switch (node)
            {
                case AllOf { Members.Count: 0 }:
                    return;
                case AllOf { Members: [FilterNode only] }:
                    Filter(label, only);
                    return;
                case AllOf all:
                    Line(label + " all of");
                    Below(() => Each(all.Members));
                    return;
                case AnyOf any:
                    Line(label + (any.Members.Count == 0 ? " nothing" : " any of"));
                    Below(() => Each(any.Members));
                    return;
                case NotHolding not:
                    Line(label + " not");
                    Below(() => Filter("-", not.Member));
                    return;
                case Comparison c:
                    string column = c.Field.ReadColumns.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"{c.Field.Name}[{c.Column}]") : c.Field.Name;
                    Line($"{label} {column} {c.Operator} {string.Join(" and ", c.Operands.Select(Given).Distinct())}{(c.IgnoreCase ? " in any case" : "")}".TrimEnd());
                    return;
                case IsBlank blank:
                    Line($"{label} {blank.Field.Name} is blank");
                    return;
                case RefersTo refers:
                    Line($"{label} {refers.Field.Name} refers to a visible {refers.Target.Name}");
                    Below(() => Filter("-", refers.Condition));
                    return;
                case HasRelated related:
                    Line($"{label} some visible {related.Link.Child.Name} over {related.Link.Kind} {related.Link.Field.Name}");
                    Below(() => Filter("-", related.Condition));
                    return;
                case ChoosableBy choosable:
                    string values = string.Join(", ", choosable.Facts.Names);
                    Line($"{label} {choosable.Source.Name}.{choosable.Field.Name} may point to it{(values.Length > 0 ? " with " + values : "")}");
                    return;
                case Searched searched:
                    Line($"{label} {string.Join(", ", searched.Fields.Select(f => f.Name))} together have {string.Join(", ", searched.Words.Select(Given))}");
                    return;
            }
        }

        private void Each(IReadOnlyList<FilterNode> members)
        {
            foreach (FilterNode member in members) Filter("-", member);
        }

        private void Groups(GroupRootPlan field)
        {
            GroupPlan plan = field.Groups;
            Line($"{field.ResponseName}: groups of {plan.Object.Name}{Bin(plan.Deleted)}");
            Below(() =>
            {
                Filter("filter", plan.Filter);
                foreach (GroupKey key in plan.Keys)
                {
                    string zone = key.TimeZone is null ? "" : key.TimeZone is CurrentTimeZoneSource ? " in the user's zone" : " in " + Given(key.TimeZone);
                    Line($"key {key.Field.Name}{(key.Unit is null ? "" : " cut to " + key.Unit)}{zone}");
                }

                foreach (GroupCondition c in plan.Having)
                {
                    Line($"having {(c.Negated ? "not " : "")}{Name(c.Aggregate)} {c.Operator} {string.Join(" and ", c.Operands.Select(Given))}".TrimEnd());
                }

                foreach (GroupOrder order in plan.Order)
                {
                    string by = order.Key is { } key ? plan.Keys[key].Field.Name : Name(order.Aggregate!);
                    Line($"order {by}{(order.Descending ? " desc" : "")}{(order.NullsFirst ? " nulls first" : "")}");
                }

                if (plan.Limit is { } limit) Line("at most " + Given(limit));
                foreach (GroupMember member in plan.Members) Line($"{member.ResponseName}: {Describe(member)}");
            });
        }

        private static string Name(Aggregate aggregate) => aggregate.Field is null ? aggregate.Function : $"{aggregate.Function} of {aggregate.Field.Name}";

        private static string Describe(GroupMember member) => member switch
        {
            GroupCountMember => "count",
            GroupKeyMember key => "key with " + string.Join(", ", key.Fields.Select(f => f.ResponseName)),
            GroupAggregateMember a => $"{a.Function} of {string.Join(", ", a.Fields.Select(f => f.Field?.Name ?? "type name"))}",
            _ => "type name",
        };
    }
}
