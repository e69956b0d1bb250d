using Platform.Runtime.Demo;
using Platform.Runtime.Demo.Specification;
using Xunit;

namespace Platform.Runtime.Tests.Demo;

/// <summary>Reading and evaluating demo specifications, against the model of the sales app.</summary>
public sealed class DemoSpecificationTests : IDisposable
{
    private const string Settings = """{ "seed": 1, "sizes": { "S": 100, "M": 1000, "L": 10000 }, "utcOffsetHours": 8 }""";
    private const string Created = """ "created": { "at": { "addDays": ["=$anchor", -10] } } """;
    private readonly string _folder = Directory.CreateTempSubdirectory("demo-specification-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_problem_is_reported_with_its_file_and_place()
    {
        Write("demo.json", Settings);
        Write("rows/Account.json", """
            { "object": "Account", "from": { "rows": 3 }, "color": 1, "created": { "att": 1 },
              "set": { "name": "=nobody", "size": 3, "accountNumber": "A", "version": 2, "level": { "pool": "levels" }, "industry": { "choose": ["other"], "weight": 1 } } }
            """);
        Write("rows/Contact.json", """{ "object": "Contact", "from": { "each": "Nothing", "count": 1 }, "created": "=$now", "set": { "name": "x" } }""");
        Write("rows/Nobody.json", """{ "object": "Nobody", "from": { "rows": 1 } }""");

        DemoException exception = Assert.Throws<DemoException>(() => Compile());

        string[] places = [.. exception.Problems.Select(p => $"{p.File}#{p.Pointer}").Order(StringComparer.Ordinal)];
        Assert.Equal(
            [
                "rows/Account.json#/color", "rows/Account.json#/created", "rows/Account.json#/set/accountNumber", "rows/Account.json#/set/industry/weight",
                "rows/Account.json#/set/level", "rows/Account.json#/set/name", "rows/Account.json#/set/size", "rows/Account.json#/set/version",
                "rows/Contact.json#/from", "rows/Contact.json#/from/each", "rows/Nobody.json#/object",
            ],
            places.Distinct());
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{ "seed": "one", "sizes": { "S": 1, "M": 2, "L": 3 } }""")]
    [InlineData("""{ "seed": 1, "sizes": { "S": 0, "M": 2 } }""")]
    [InlineData("""{ "seed": 1, "sizes": { "S": 1, "M": 2, "L": 3 }, "utcOffsetHours": 40 }""")]
    public void Settings_that_are_wrong_are_refused(string settings)
    {
        Write("demo.json", settings);
        Write("rows/Account.json", Accounts("3", """ "name": "x" """));
        DemoException exception = Assert.Throws<DemoException>(() => Compile());
        Assert.All(exception.Problems, problem => Assert.Equal("demo.json", problem.File));
        Assert.NotEmpty(exception.Problems);
    }

    [Fact]
    public void A_value_that_depends_on_itself_is_named()
    {
        Write("demo.json", Settings);
        Write("rows/Account.json", Accounts("1", """ "name": "=shortName", "shortName": { "lower": "=name" } """));
        DemoException exception = Assert.Throws<DemoException>(() => Rows("Account"));
        Assert.Contains("depends on itself", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Account.name", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(""" "name": { "if": false, "then": "x" } """, "Account.name: a value is required")]
    [InlineData(""" "name": "x", "level": "enormous" """, "Account.level: \"enormous\" is not one of its choices")]
    [InlineData(""" "name": "x", "employees": -1 """, "Account.employees: -1 is not between 0")]
    [InlineData(""" "name": "x", "employees": "many" """, "Account.employees: \"many\" is not a number")]
    [InlineData(""" "name": "x", "location": { "record": { "latitude": 91, "longitude": 0 } } """, "Account.location: 91 is not between -90 and 90")]
    [InlineData(""" "name": "x", "parent": "y" """, "Account.parent: \"y\" is not a row of Account")]
    [InlineData(""" "name": { "text": "{$index.name}" } """, "has no part \"name\"")]
    [InlineData(""" "name": { "pool": "=shortName" }, "shortName": "x" """, "the name of a pool that exists")]
    public void A_value_that_does_not_fit_its_field_is_refused(string values, string message)
    {
        Write("demo.json", Settings);
        Write("rows/Account.json", Accounts("1", values));
        DemoException exception = Assert.Throws<DemoException>(() => Rows("Account"));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_add_up_to_their_total_exactly()
    {
        string total = """ "name": "x", "annualRevenue": { "part": 100, "shares": [1, 1, 1], "at": { "mod": ["=$index", 3] } } """;
        Write("demo.json", Settings);
        Write("rows/Account.json", Accounts("3", total));
        Assert.Equal([33.33m, 33.33m, 33.34m], Values("annualRevenue"));
    }

    [Fact]
    public void Serial_numbers_never_repeat()
    {
        Write("demo.json", Settings);
        Write("rows/Account.json", Accounts("100", """ "name": "x", "taxNumber": { "serial": 2 } """));
        object?[] numbers = Values("taxNumber");
        Assert.Equal(Enumerable.Range(0, 100).Select(n => $"{n:D2}"), numbers.Cast<string>().Order(StringComparer.Ordinal));
        Assert.NotEqual(numbers, [.. numbers.Order()]);
    }

    [Fact]
    public void Changing_one_value_leaves_the_others_as_they_were()
    {
        Write("demo.json", Settings);
        Write("rows/Account.json", Accounts("50", """ "name": "x", "employees": { "integer": [1, 100000] } """));
        object?[] before = Values("employees");
        Write("rows/Account.json", Accounts("50", """ "name": { "pattern": "@@##" }, "shortName": { "choose": ["a", "b"] }, "employees": { "integer": [1, 100000] } """));
        Assert.Equal(before, Values("employees"));
        Assert.True(before.Distinct().Count() > 40);
    }

    [Fact]
    public void Weights_say_how_often_a_choice_comes()
    {
        Write("demo.json", Settings);
        Write("rows/Account.json", Accounts("2000", """ "name": "x", "type": { "choose": { "customer": 3, "prospect": 1 } } """));
        Assert.InRange(Values("type").Count(v => Equals(v, "customer")) / 2000.0, 0.71, 0.79);
    }

    [Fact]
    public void Rows_for_each_parent_know_their_parent_and_place()
    {
        Write("demo.json", Settings);
        Write("rows/Account.json", Accounts("4", """ "name": { "text": "A{$index}" } """));
        Write("rows/Contact.json", $$"""
            { "object": "Contact", "from": { "each": "Account", "count": "=$index" }, {{Created}},
              "set": { "name": { "text": "{$parent.name}/{$index}/{$siblings}" }, "account": "=$parent" } }
            """);
        StoredTable contacts = new(Compile().Table("Contact"));
        Assert.Equal(["A1/0/1", "A2/0/2", "A2/1/2", "A3/0/3", "A3/1/3", "A3/2/3"], contacts.Rows.Select(r => contacts.Get<string>(r, "name")));
    }

    private static string Accounts(string rows, string values) =>
        $$"""{ "object": "Account", "from": { "rows": {{rows}} }, {{Created}}, "set": { {{values}} } }""";

    private DemoDataset Compile() =>
        DemoDataset.Compile(DemoSpecification.Read(_folder), SalesApp.Model, new DemoOptions(DemoSize.S, SalesApp.Anchor));

    private List<DemoStoredRow> Rows(string name) => [.. Compile().Table(name).Rows()];

    private object?[] Values(string field)
    {
        StoredTable table = new(Compile().Table("Account"));
        return [.. table.Rows.Select(row => table.Get(row, field))];
    }

    private void Write(string file, string text)
    {
        string path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
