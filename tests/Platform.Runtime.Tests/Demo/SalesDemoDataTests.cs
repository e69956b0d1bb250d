using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Runtime.Demo;
using Xunit;

namespace Platform.Runtime.Tests.Demo;

/// <summary>The demo data of the sales app, size S.</summary>
public sealed class SalesDemoDataTests
{
    private static readonly Lazy<Dictionary<string, StoredTable>> All = new(() =>
        SalesApp.SmallDataset.Tables.ToDictionary(t => t.Object.Name, t => new StoredTable(t), StringComparer.Ordinal));

    private static StoredTable Of(string name) => All.Value[name];

    [Fact]
    public void Every_object_of_the_app_has_rows()
    {
        IEnumerable<string> objects = SalesApp.Model.Objects.Where(o => o.Package == "sales").Select(o => o.Name);
        Assert.All(objects, name => Assert.NotEmpty(Of(name).Rows));
    }

    [Fact]
    public void Size_S_has_a_thousand_opportunities() => Assert.Equal(1000, Of("Opportunity").Rows.Count);

    [Fact]
    public void The_same_options_give_the_same_rows()
    {
        DemoDataset again = SalesApp.Dataset(new DemoOptions(DemoSize.S, SalesApp.Anchor));
        foreach (DemoTable table in again.Tables)
        {
            Assert.Equal(Of(table.Object.Name).Rows.Select(Text), table.Rows().Select(Text));
        }
    }

    [Fact]
    public void Another_seed_gives_other_rows()
    {
        StoredTable other = new(SalesApp.Dataset(new DemoOptions(DemoSize.S, SalesApp.Anchor, Seed: 7)).Table("Account"));
        Assert.Empty(other.ById.Keys.Intersect(Of("Account").ById.Keys));
        Assert.NotEqual(other.Rows.Select(Text), Of("Account").Rows.Select(Text));
    }

    [Fact]
    public void Ids_are_unique_version_7_uuids_of_the_instant_of_creation()
    {
        foreach (StoredTable table in All.Value.Values)
        {
            Assert.Equal(table.Rows.Count, table.Rows.Select(r => r.Id).Distinct().Count());
            foreach (DemoStoredRow row in table.Rows)
            {
                Assert.Equal(7, row.Id.Version);
                byte[] bytes = row.Id.ToByteArray(bigEndian: true);
                long milliseconds = ((long)bytes[0] << 40) | ((long)bytes[1] << 32) | ((long)bytes[2] << 24) | ((long)bytes[3] << 16) | ((long)bytes[4] << 8) | bytes[5];
                Assert.Equal(new DateTimeOffset(table.Get<DateTime>(row, "createdAt")).ToUnixTimeMilliseconds(), milliseconds);
            }
        }
    }

    [Fact]
    public void Every_reference_points_to_a_stored_row_of_its_target()
    {
        foreach (StoredTable table in All.Value.Values)
        {
            foreach (FieldModel field in table.Object.Fields)
            {
                switch (field.Type)
                {
                    case LookupType t when All.Value.TryGetValue(t.Target, out StoredTable? target):
                        Assert.All(table.Rows, row => Assert.True(table.Get(row, field.Name) is not Guid id || target.ById.ContainsKey(id), $"{table.Object.Name}.{field.Name}"));
                        break;
                    case MasterDetailType t:
                        Assert.All(table.Rows, row => Assert.Contains(table.Get<Guid>(row, field.Name), Of(t.Target).ById.Keys));
                        break;
                    case PolymorphicLookupType:
                        Assert.All(table.Rows, row => Assert.Contains((Guid)table.Column(row, field.Columns[1].Name)!, Of((string)table.Column(row, field.Columns[0].Name)!).ById.Keys));
                        break;
                    case ManyToManyType t when SalesApp.SmallDataset.Table(table.Object.Name) is var stored && stored.Links.Contains(field):
                        (Guid Source, Guid Target)[] pairs = [.. stored.Pairs(field)];
                        Assert.NotEmpty(pairs);
                        Assert.Equal(pairs.Length, pairs.Distinct().Count());
                        Assert.All(pairs, pair => Assert.True(table.ById.ContainsKey(pair.Source) && Of(t.Target).ById.ContainsKey(pair.Target)));
                        break;
                }
            }
        }
    }

    [Fact]
    public void Objects_come_after_those_they_refer_to()
    {
        List<string> order = [.. SalesApp.SmallDataset.Tables.Select(t => t.Object.Name)];
        Assert.True(order.IndexOf("User") < order.IndexOf("Account"));
        Assert.True(order.IndexOf("Account") < order.IndexOf("Contact"));
        Assert.True(order.IndexOf("Opportunity") < order.IndexOf("Lead"));
        Assert.True(order.IndexOf("PaymentPlan") < order.IndexOf("ReceiptAllocation"));
    }

    [Fact]
    public void Unique_fields_and_indexes_hold()
    {
        foreach (StoredTable table in All.Value.Values)
        {
            foreach (IndexModel index in table.Object.Indexes.Where(i => i.Unique))
            {
                string[] keys = [.. table.Rows
                    .Select(row => index.Fields.Select(f => table.Get(row, f)).ToArray())
                    .Where(values => values.All(v => v is not null))
                    .Select(values => string.Join('\u001f', values).ToUpperInvariant())];
                Assert.True(keys.Length == keys.Distinct().Count(), $"{table.Object.Name}: {string.Join(", ", index.Fields)}");
            }
        }
    }

    [Fact]
    public void History_lies_before_the_anchor_and_no_record_is_older_than_what_it_belongs_to()
    {
        DateTime end = SalesApp.Anchor.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        foreach (StoredTable table in All.Value.Values)
        {
            Assert.All(table.Rows, row =>
            {
                Assert.True(table.Get<DateTime>(row, "createdAt") <= end);
                Assert.True(table.Get<DateTime>(row, "updatedAt") >= table.Get<DateTime>(row, "createdAt"), $"{table.Object.Name} updated before created");
            });
        }

        foreach ((string child, string parent, string field) in new[]
        {
            ("Contact", "Account", "account"), ("Opportunity", "Account", "account"), ("Quote", "Opportunity", "opportunity"), ("Order", "Opportunity", "opportunity"),
            ("Contract", "Opportunity", "opportunity"), ("Receipt", "Account", "account"), ("CampaignMember", "Campaign", "campaign"), ("ReceiptAllocation", "Receipt", "receipt"),
        })
        {
            Assert.All(Of(child).Rows, row => Assert.True(
                Of(child).Get<DateTime>(row, "createdAt") >= Of(parent).Get<DateTime>(Of(parent).ById[Of(child).Get<Guid>(row, field)], "createdAt"), $"{child} before {parent}"));
        }
    }

    [Fact]
    public void Names_are_in_both_languages()
    {
        foreach (string name in new[] { "Account", "Contact", "Lead", "User", "Opportunity" })
        {
            double chinese = Of(name).Share(row => Of(name).Get<string>(row, "name").Any(c => c is >= '\u4e00' and <= '\u9fff'));
            Assert.InRange(chinese, 0.45, 0.85);
        }
    }

    [Fact]
    public void Stages_form_a_funnel()
    {
        StoredTable deals = Of("Opportunity");
        Dictionary<string, int> count = deals.Rows.CountBy(row => deals.Get<string>(row, "stage")).ToDictionary();
        int open = count["qualification"] + count["needsAnalysis"] + count["solution"] + count["proposal"] + count["negotiation"];
        Assert.InRange(open / 1000.0, 0.12, 0.4);
        Assert.InRange(count["won"] / 1000.0, 0.12, 0.4);
        Assert.InRange(count["lost"] / 1000.0, 0.25, 0.6);
        Assert.All(deals.Rows, row =>
        {
            bool closed = deals.Get<string>(row, "stage") is "won" or "lost" or "invalid";
            Assert.Equal(closed, deals.Get(row, "closedAt") is not null);
            if (closed) Assert.True(deals.Get<DateOnly>(row, "closeDate") <= SalesApp.Anchor);
        });
    }

    [Fact]
    public void A_few_owners_and_accounts_have_much_of_the_business()
    {
        Assert.InRange(TopShare("owner", 8), 0.3, 0.8);
        Assert.InRange(TopShare("account", 40), 0.2, 0.7);
    }

    [Fact]
    public void Every_deal_goes_through_the_pipeline_of_its_type()
    {
        StoredTable deals = Of("Opportunity");
        Assert.All(deals.Rows, row =>
        {
            Assert.Equal(deals.Get<string>(row, "recordType"), deals.Get<string>(row, "pipeline"));
            Assert.NotNull(deals.Get(row, "stageSince"));
        });
    }

    [Fact]
    public void Larger_accounts_have_larger_deals()
    {
        StoredTable deals = Of("Opportunity"), accounts = Of("Account");
        decimal Median(string level)
        {
            decimal[] amounts = [.. deals.Rows
                .Where(row => (string?)deals.Get(row, "currency") == "CNY" && (string?)accounts.Get(accounts.ById[deals.Get<Guid>(row, "account")], "level") == level)
                .Select(row => deals.Get<decimal>(row, "amount")).Order()];
            return amounts[amounts.Length / 2];
        }

        Assert.True(Median("small") < Median("regular") && Median("regular") < Median("key"));
    }

    [Theory]
    [InlineData("Quote", "QuoteLine", "quote")]
    [InlineData("Order", "OrderLine", "order")]
    public void Every_document_has_lines_that_are_what_their_prices_say(string document, string line, string field)
    {
        StoredTable documents = Of(document), lines = Of(line);
        ILookup<Guid, DemoStoredRow> byDocument = lines.Rows.ToLookup(row => lines.Get<Guid>(row, field));
        Assert.All(documents.Rows, row => Assert.NotEmpty(byDocument[row.Id]));
    }

    [Fact]
    public void Plans_add_up_to_their_contract_and_receipts_never_exceed_their_plan()
    {
        StoredTable contracts = Of("Contract"), plans = Of("PaymentPlan"), allocations = Of("ReceiptAllocation"), receipts = Of("Receipt");
        ILookup<Guid, DemoStoredRow> byContract = plans.Rows.Where(p => plans.Get(p, "contract") is not null).ToLookup(p => plans.Get<Guid>(p, "contract"));
        Assert.All(contracts.Rows, c => Assert.Equal(contracts.Get<decimal>(c, "amount"), byContract[c.Id].Sum(p => plans.Get<decimal>(p, "amount"))));

        Dictionary<Guid, decimal> settled = allocations.Rows.GroupBy(a => allocations.Get<Guid>(a, "paymentPlan")).ToDictionary(g => g.Key, g => g.Sum(a => allocations.Get<decimal>(a, "amount")));
        Assert.All(plans.Rows, p =>
        {
            decimal amount = plans.Get<decimal>(p, "amount"), paid = settled.GetValueOrDefault(p.Id);
            string expected = paid == 0 ? "open" : paid == amount ? "settled" : "partlySettled";
            Assert.True(paid <= amount);
            Assert.Equal(expected, plans.Get<string>(p, "status"));
        });
        Assert.All(receipts.Rows, r => Assert.True(
            allocations.Rows.Where(a => allocations.Get<Guid>(a, "receipt") == r.Id).Sum(a => allocations.Get<decimal>(a, "amount"))
            == (receipts.Get<string>(r, "status") == "posted" ? receipts.Get<decimal>(r, "amount") : 0)));
    }

    [Fact]
    public void Autonumbers_count_without_gaps_within_their_period()
    {
        DemoNumbers numbers = new();
        StoredTable receipts = new(SalesApp.SmallDataset.Table("Receipt"), numbers);
        foreach (IGrouping<string, string> period in receipts.Rows.Select(r => receipts.Get<string>(r, "receiptNumber")).GroupBy(n => n[3..9]))
        {
            int last = period.Count();
            Assert.Equal(Enumerable.Range(1, last).Select(n => $"HK-{period.Key}-{n:D4}"), period);
            Assert.Equal(last, numbers.Counters[new DemoCounter("Receipt", "receiptNumber", $"{period.Key[..4]}-{period.Key[4..]}")]);
        }
    }

    [Fact]
    public void A_user_who_exists_stands_in_for_the_first_row_of_User()
    {
        Guid administrator = Guid.CreateVersion7();
        DemoDataset dataset = SalesApp.Dataset(new DemoOptions(DemoSize.S, SalesApp.Anchor, SignedInUser: administrator));
        StoredTable deals = new(dataset.Table("Opportunity"));
        Assert.Equal(39, dataset.Table("User").Rows().Count());
        Assert.Contains(deals.Rows, row => deals.Get(row, "owner") is Guid owner && owner == administrator);
    }

    private static double TopShare(string field, int top)
    {
        StoredTable deals = Of("Opportunity");
        return deals.Rows.CountBy(row => deals.Get<Guid>(row, field)).OrderByDescending(c => c.Value).Take(top).Sum(c => c.Value) / 1000.0;
    }

    private static string Text(DemoStoredRow row) => row.Id + string.Join('|', row.Values.Select(v => v is string[] list ? string.Join(',', list) : v?.ToString()));
}
