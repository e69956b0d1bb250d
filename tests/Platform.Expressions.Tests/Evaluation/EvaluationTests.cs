using System.Globalization;
using Platform.Expressions.Evaluation;
using Platform.Expressions.Typing;
using Platform.Expressions.Values;
using Xunit;

namespace Platform.Expressions.Tests.Evaluation;

public sealed class EvaluationTests
{
    private static readonly SampleRecord Owner = new() { ["name"] = "Li", ["email"] = "li@example.com" };

    private static readonly SampleRecord Order = new()
    {
        ["name"] = "光😀x",
        ["amount"] = 1234.50m,
        ["discount"] = null,
        ["count"] = 7,
        ["closed"] = null,
        ["due"] = new DateOnly(2024, 1, 31),
        ["sentAt"] = new DateTime(2024, 3, 10, 16, 30, 15, 250, DateTimeKind.Utc),
        ["effort"] = TimeSpan.FromMinutes(90),
        ["tags"] = new[] { "a", "b" },
        ["site.city"] = "上海",
        ["spot.latitude"] = 31.230416m,
        ["spot.longitude"] = 121.473701m,
        ["owner"] = Owner,
        ["account"] = new SampleRecord { ["name"] = "Acme", ["owner"] = Owner },
        ["lines"] = new IExpressionRecord[]
        {
            new SampleRecord { ["name"] = "p", ["quantity"] = 2m }, new SampleRecord { ["name"] = "q", ["quantity"] = null },
        },
    };

    [Theory]
    [InlineData("record.amount * (1 - 0.2)", "987.6")]
    [InlineData("record.amount / 7", "176.35714285714285714286")]
    [InlineData("1.0 / 3 * 3", "0.99999999999999999999")]
    [InlineData("-2.0 / 3", "-0.66666666666666666667")]
    [InlineData("record.site.city + '市'", "上海市")]
    [InlineData("record.site.country", null)]
    [InlineData("has(record.site) && !has(record.site.country) && record.site != null", "True")]
    [InlineData("blank(record.spot)", "False")]
    [InlineData("isChanged(record.site)", "True")]
    [InlineData("distanceMeters(record.spot, record.spot)", "0")]
    [InlineData("distanceMeters(record.spot, 39.904202, 116.407394)", "1067310")]
    [InlineData("distanceMeters(0, 0, 0, 180)", "20015114")]
    [InlineData("distanceMeters(90, 0, -90, 77.5)", "20015114")]
    [InlineData("distanceMeters(90.00000000000000000001, 0, 0, 0)", null)]
    [InlineData("distanceMeters(record.spot, 0, -180.5)", null)]
    [InlineData("record.count / 2", "3")]
    [InlineData("-7 / 2", "-3")]
    [InlineData("-7 % 3", "-1")]
    [InlineData("1 / 0", null)]
    [InlineData("1.0 / 0", null)]
    [InlineData("9223372036854775807 + 1", null)]
    [InlineData("-9223372036854775808 / -1", null)]
    [InlineData("999999999999999999.0 + 1", null)]
    [InlineData("record.discount * 2", null)]
    [InlineData("record.discount == null", "True")]
    [InlineData("record.discount == record.discount", null)]
    [InlineData("record.closed && false", "False")]
    [InlineData("record.closed && true", null)]
    [InlineData("record.closed || true", "True")]
    [InlineData("!record.closed", null)]
    [InlineData("record.closed ? 1 : 2", "2")]
    [InlineData("coalesce(record.discount, record.amount)", "1234.5")]
    [InlineData("blank(record.closed) && !blank(record.tags) && has(record.name)", "True")]
    [InlineData("record.name.size()", "3")]
    [InlineData("record.name.substring(1, 2)", "😀")]
    [InlineData("record.name.charAt(3)", "")]
    [InlineData("record.name.charAt(4)", null)]
    [InlineData("record.name.indexOf('x')", "2")]
    [InlineData("record.name.reverse()", "x😀光")]
    [InlineData("'\\uffee' < record.name.charAt(1)", "True")]
    [InlineData("record.name.matches('^.{3}$')", "True")]
    [InlineData("'a,b'.split(',').join('-')", "a-b")]
    [InlineData("record.lines.exists(l, l.quantity > 1)", "True")]
    [InlineData("record.lines.all(l, l.quantity > 1)", "False")]
    [InlineData("record.lines.filter(l, l.quantity == null).size()", "1")]
    [InlineData("record.lines.map(l, l.name).join()", "pq")]
    [InlineData("'b' in record.tags", "True")]
    [InlineData("record.discount in [1.0, null]", null)]
    [InlineData("record.tags[1]", "b")]
    [InlineData("record.tags[2]", null)]
    [InlineData("record.owner == record.account.owner", "True")]
    [InlineData("record.account.owner.email", "li@example.com")]
    [InlineData("string(record.due + days(1))", "2024-02-01")]
    [InlineData("string(addMonths(record.due, 1))", "2024-02-29")]
    [InlineData("(date(2024, 3, 1) - record.due).getDays()", "30")]
    [InlineData("blank(date(2023, 2, 29))", "True")]
    [InlineData("record.sentAt.getDate()", "11")]
    [InlineData("record.sentAt.getDate('UTC')", "10")]
    [InlineData("string(date(record.sentAt))", "2024-03-11")]
    [InlineData("string(timestamp(record.due))", "2024-01-30T16:00:00Z")]
    [InlineData("string(record.sentAt + duration('1h30m'))", "2024-03-10T18:00:15.25Z")]
    [InlineData("string(record.effort)", "5400s")]
    [InlineData("string(today)", "2024-03-11")]
    [InlineData("isChanged(record.amount)", "True")]
    [InlineData("isNew()", "False")]
    [InlineData("hasRole('sales')", "True")]
    [InlineData("math.round(2.345, 2)", "2.35")]
    [InlineData("math.round(-2.5)", "-3")]
    [InlineData("int('12') + int(3.9)", "15")]
    public void Values(string text, string? expected)
    {
        CheckResult result = TypeChecker.Check(text, SampleObjects.Scope);
        Assert.True(result.IsValid, string.Join("; ", result.Errors));
        EvaluationContext context = new(Order)
        {
            Old = new SampleRecord { ["amount"] = 1m },
            User = Owner,
            Roles = ["sales"],
            Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"),
            Now = Moments.FromDateTime(new DateTime(2024, 3, 10, 20, 0, 0, DateTimeKind.Utc)),
        };

        object? value = CompiledExpression.Compile(result.Expression).Evaluate(context);

        Assert.Equal(expected, value is null ? null : Convert.ToString(value, CultureInfo.InvariantCulture));
    }
}
