using Platform.GraphQL.Planning;
using Platform.Metadata.Collections;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.GraphQL.Lowering;

/// <summary>
/// Groups that are answered from the kept totals of stages instead of the records: where keys, conditions and aggregates ask for nothing else, and the caller's rights depend on the owner at
/// most. What comes out is the same.
/// </summary>
internal sealed class KeptTotals
{
    private readonly StageTotals _totals;

    private KeptTotals(StageTotals totals) => _totals = totals;

    /// <summary>Name of the table.</summary>
    public string Table => _totals.Table;

    /// <summary>The totals that answer the groups, or null where the records have to.</summary>
    public static KeptTotals? For(GroupPlan plan, RowPredicate right)
    {
        if (plan.Deleted != DeletedMode.Exclude || StageTotals.Of(plan.Object) is not { } totals) return null;
        bool covers = right == RowPredicate.Everything || (right.IsOfOwner && totals.Keys.Any(k => k.Name == SystemFields.Owner));
        IEnumerable<Aggregate> aggregates = plan.Having.Select(h => h.Aggregate)
            .Concat(plan.Order.Select(o => o.Aggregate).OfType<Aggregate>())
            .Concat(plan.Members.OfType<GroupAggregateMember>().SelectMany(m => m.Fields.Select(f => f.Field).OfType<FieldModel>().Select(f => new Aggregate(m.Function, f))));
        return covers && plan.Keys.All(k => k.Unit is null && Has(totals.Keys, k.Field)) && aggregates.All(a => Knows(totals, a)) && Knows(totals, plan.Filter) ? new KeptTotals(totals) : null;
    }

    /// <summary>How many records there are.</summary>
    public static SqlExpression Count(string alias) => Call("coalesce", Call("sum", Column(alias, StageTotals.Count)), Number(0)).As(SqlType.BigInt);

    /// <summary>The aggregate of a field: blank where no record has a value.</summary>
    public SqlExpression Compute(Aggregate aggregate, string alias)
    {
        int amount = Enumerable.Range(0, _totals.Amounts.Count).First(i => _totals.Amounts[i].Name == aggregate.Field!.Name);
        SqlExpression sum = Call("sum", Column(alias, StageTotals.Sum(amount))), filled = Call("nullif", Call("sum", Column(alias, StageTotals.Filled(amount))), Number(0));
        return aggregate.Function == "avg" ? Infix(sum, "/", filled) : new SqlCase([(filled.IsNotNull(), sum)], null);
    }

    private static bool Knows(StageTotals totals, Aggregate aggregate) => aggregate.Field is null || (aggregate.Function is "sum" or "avg" && Has(totals.Amounts, aggregate.Field));

    private static bool Knows(StageTotals totals, FilterNode filter) => filter switch
    {
        AllOf all => all.Members.All(m => Knows(totals, m)),
        AnyOf any => any.Members.All(m => Knows(totals, m)),
        NotHolding not => Knows(totals, not.Member),
        Comparison comparison => Has(totals.Keys, comparison.Field),
        IsBlank blank => Has(totals.Keys, blank.Field),
        RefersTo refers => Has(totals.Keys, refers.Field),
        _ => false,
    };

    private static bool Has(EquatableArray<FieldModel> fields, FieldModel field) => fields.Any(f => f.Name == field.Name);
}
