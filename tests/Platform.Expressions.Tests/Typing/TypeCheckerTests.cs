using Platform.Expressions.Diagnostics;
using Platform.Expressions.Language;
using Platform.Expressions.Typing;
using Xunit;

namespace Platform.Expressions.Tests.Typing;

public sealed class TypeCheckerTests
{
    [Theory]
    [InlineData("record.amount * 2 + record.count", "decimal")]
    [InlineData("record.count / 2", "int")]
    [InlineData("record.account.owner.email + '!'", "string")]
    [InlineData("record.lines.exists(l, l.quantity > 1)", "bool")]
    [InlineData("record.lines.filter(l, l.quantity > 1).map(l, l.name)", "list(string)")]
    [InlineData("record.lines.map(l, l.order.amount)", "list(decimal)")]
    [InlineData("today - record.due", "duration")]
    [InlineData("record.due + days(7)", "date")]
    [InlineData("record.closed ? record.amount : 0", "decimal")]
    [InlineData("record.closed ? 1 : 2.5", "decimal")]
    [InlineData("record.amount == null", "bool")]
    [InlineData("has(record.name) && !blank(record.tags)", "bool")]
    [InlineData("coalesce(record.amount, 0)", "decimal")]
    [InlineData("math.greatest(1, record.amount)", "decimal")]
    [InlineData("'a' in record.tags", "bool")]
    [InlineData("record.owner in [user, record.account.owner]", "bool")]
    [InlineData("record.owner == user && hasRole('sales')", "bool")]
    [InlineData("isChanged(record.amount) || isNew() || old.amount == 1", "bool")]
    [InlineData("record.tags[0].size()", "int")]
    [InlineData("[1, 2.5, null]", "list(decimal)")]
    [InlineData("record.sentAt.getHours('Asia/Shanghai')", "int")]
    [InlineData("double(record.count)", "decimal")]
    [InlineData("record.name.matches('^[a-z]+$')", "bool")]
    [InlineData("record.site.city", "string")]
    [InlineData("record.spot.latitude * 2", "decimal")]
    [InlineData("has(record.site) && has(record.site.city) || blank(record.spot) || record.site == null || record.spot != null", "bool")]
    [InlineData("isChanged(record.site) || isChanged(record.spot.latitude)", "bool")]
    [InlineData("distanceMeters(record.spot, old.spot)", "int")]
    [InlineData("distanceMeters(record.spot, 31.23, 121.47)", "int")]
    public void Types_are_inferred(string text, string type)
    {
        CheckResult result = TypeChecker.Check(text, SampleObjects.Scope);

        Assert.True(result.IsValid, string.Join("; ", result.Errors));
        Assert.Equal(type, result.Expression.Type.ToString());
    }

    [Theory]
    [InlineData("amount > 1", ExpressionCodes.UnknownName, 0, "record.amount")]
    [InlineData("recrod.amount", ExpressionCodes.UnknownName, 0, "record")]
    [InlineData("record.amuont > 1", ExpressionCodes.UnknownField, 7, "amount")]
    [InlineData("record.account.nmae", ExpressionCodes.UnknownField, 15, "name")]
    [InlineData("coalesc(1, 2)", ExpressionCodes.UnknownFunction, 0, "coalesce")]
    [InlineData("record.name.startWith('a')", ExpressionCodes.UnknownFunction, 12, "startsWith")]
    [InlineData("record.name + 1", ExpressionCodes.Arguments, 0, null)]
    [InlineData("record.name > 1", ExpressionCodes.Arguments, 0, null)]
    [InlineData("record.due == record.sentAt", ExpressionCodes.Arguments, 0, null)]
    [InlineData("record.closed ? 1 : 'a'", ExpressionCodes.Type, 16, null)]
    [InlineData("record.account", ExpressionCodes.Type, 0, null)]
    [InlineData("record.site", ExpressionCodes.Type, 0, null)]
    [InlineData("record.site == record.name", ExpressionCodes.Type, 0, null)]
    [InlineData("record.site.ctiy", ExpressionCodes.UnknownField, 12, "city")]
    [InlineData("coalesce(record.site, null)", ExpressionCodes.Type, 9, null)]
    [InlineData("[record.spot]", ExpressionCodes.Type, 1, null)]
    [InlineData("record.closed ? record.site : null", ExpressionCodes.Type, 16, null)]
    [InlineData("record.lines.map(l, record.site)", ExpressionCodes.Type, 20, null)]
    [InlineData("distanceMeters(record.spot)", ExpressionCodes.Arguments, 0, null)]
    [InlineData("distanceMeters(record.site, record.spot)", ExpressionCodes.Type, 15, null)]
    [InlineData("isChanged(record.account.name)", ExpressionCodes.Arguments, 0, null)]
    [InlineData("isChanged(1)", ExpressionCodes.Arguments, 0, null)]
    [InlineData("record.lines", ExpressionCodes.Type, 0, null)]
    [InlineData("record.lines.name", ExpressionCodes.UnknownField, 13, null)]
    [InlineData("record.lines.map(l, l.order)", ExpressionCodes.Type, 20, null)]
    [InlineData("[[1]]", ExpressionCodes.Type, 1, null)]
    [InlineData("record.lines.exists(l, l.name)", ExpressionCodes.Type, 23, null)]
    [InlineData("record.amount ? 1 : 2", ExpressionCodes.Type, 0, null)]
    [InlineData("date('2024-02-30')", ExpressionCodes.BadLiteral, 5, null)]
    [InlineData("record.sentAt.getHours('Mars/Base')", ExpressionCodes.BadLiteral, 23, null)]
    [InlineData("record.name.matches('(')", ExpressionCodes.BadPattern, 20, null)]
    [InlineData("record.name.matches(record.name)", ExpressionCodes.BadLiteral, 20, null)]
    [InlineData("0.123456789012345678901", ExpressionCodes.BadNumber, 0, null)]
    [InlineData("1000000000000000000.5", ExpressionCodes.BadNumber, 0, null)]
    public void What_does_not_fit_is_told_with_its_place(string text, string code, int start, string? suggestion)
    {
        CheckResult result = TypeChecker.Check(text, SampleObjects.Scope);

        ExpressionDiagnostic error = Assert.Single(result.Errors);
        Assert.Equal((code, start), (error.Code, error.Range.Start));
        Assert.Equal(suggestion is null ? [] : [suggestion], error.Suggestions);
    }

    [Fact]
    public void All_errors_are_told_at_once() =>
        Assert.Equal(2, TypeChecker.Check("record.amuont > 1 && record.nmae == 'a'", SampleObjects.Scope).Errors.Count);

    [Theory]
    [InlineData("isNew()")]
    [InlineData("isChanged(record.amount)")]
    [InlineData("hasRole('a')")]
    public void What_needs_a_write_or_a_person_is_refused_elsewhere(string text)
    {
        ExpressionScope formula = SampleObjects.Scope with { HasOld = false, UserObject = null };

        Assert.Equal(ExpressionCodes.NotHere, Assert.Single(TypeChecker.Check(text, formula).Errors).Code);
    }

    [Fact]
    public void A_needed_type_is_demanded_and_whole_numbers_widen_to_it()
    {
        Assert.Equal(ExpressionType.Decimal, TypeChecker.Check("record.count", SampleObjects.Scope, ExpressionType.Decimal).Expression?.Type);
        Assert.Equal(ExpressionCodes.Type, Assert.Single(TypeChecker.Check("record.name", SampleObjects.Scope, ExpressionType.Bool).Errors).Code);
    }

    [Fact]
    public void Reads_and_relations_are_known()
    {
        CheckedExpression expression = TypeChecker.Check(
            "record.account.owner.email == user.email || record.lines.exists(l, l.order.account.name == 'x')", SampleObjects.Scope).Expression!;

        Assert.Equal(5, expression.Relations);
        Assert.Equal(
            [
                "record.account", "record.account.owner", "record.account.owner.email", "user.email", "record.lines", "record.lines[].order",
                "record.lines[].order.account", "record.lines[].order.account.name",
            ],
            expression.Reads.Select(r => r.Path));
        Assert.True(expression.UsesUser);
        Assert.False(expression.UsesClock);
    }

    [Fact]
    public void Following_more_than_five_relations_is_refused()
    {
        const string Text = "record.account.parent.parent.parent.parent.parent.name == ''";
        Assert.Equal(ExpressionCodes.TooManyRelations, Assert.Single(TypeChecker.Check(Text, SampleObjects.Scope).Errors).Code);
    }

    [Fact]
    public void An_expression_that_SQL_would_multiply_is_refused()
    {
        string text = "record.amount";
        for (int i = 0; i < 20; i++) text = $"math.greatest({text}, 1)";
        Assert.Equal(ExpressionCodes.TooCostly, Assert.Single(TypeChecker.Check(text, SampleObjects.Scope).Errors).Code);
    }

    [Fact]
    public void What_shares_parts_or_nests_is_checked_at_once_and_refused_with_its_size()
    {
        Assert.True(TypeChecker.Check(Nested(45, "blank(", "record.name", ")"), SampleObjects.Scope).IsValid);
        Assert.Single(TypeChecker.Check(Nested(45, "blank(", "record.nmae", ")"), SampleObjects.Scope).Errors);
        Assert.Single(TypeChecker.Check("distanceMeters(record.nope, 1, 2)", SampleObjects.Scope).Errors);
        string[] large =
        [
            Nested(12, "((", "record.owner", " in [user, record.owner, user, user, user, user, user, user, user, user]) ? record.owner : user)") + " == user",
            Nested(20, "((", "record", ".site == null) ? record : old)") + ".site == null",
        ];
        foreach (string text in large)
        {
            CheckResult result = TypeChecker.Check(text, SampleObjects.Scope);
            Assert.Equal(ExpressionCodes.TooCostly, Assert.Single(result.Errors).Code);
        }

        static string Nested(int times, string before, string inner, string after) =>
            string.Concat(Enumerable.Repeat(before, times)) + inner + string.Concat(Enumerable.Repeat(after, times));
    }

    [Theory]
    [InlineData("record.name.replace('a', record.name).replace('a', record.name)", "16581375")]
    [InlineData("record.tags.map(t, record.name).join() + record.name.replace('a', record.tags.map(t, record.name).join())", "13056000")]
    [InlineData("record.name.split('').exists(a, record.name.split('').exists(b, record.name.split('').exists(c, a + b + c == 'xyz')))", "steps")]
    [InlineData("record.lines.exists(a, record.lines.exists(b, record.lines.exists(c, record.lines.exists(d, d == a))))", "steps")]
    public void What_grows_with_the_fields_is_bounded(string text, string part)
    {
        ExpressionDiagnostic refused = Assert.Single(TypeChecker.Check(text, SampleObjects.Scope).Errors);
        Assert.Equal(ExpressionCodes.TooCostly, refused.Code);
        Assert.Contains(part, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("The expression", refused.In("zh-CN"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("record.name.replace(' ', '').replace('-', '').replace('(', '').replace(')', '').replace('+', '').replace('.', '').replace('/', '').replace('#', '')")]
    [InlineData("record.lines.exists(l, l.order.lines.exists(m, m.name == l.name))")]
    [InlineData("record.lines.map(l, l.name).join(', ').replace(',', ';')")]
    [InlineData("record.name.split(' ').map(w, w.substring(0, 1).upperAscii() + w).join(' ')")]
    public void What_people_write_is_not(string text) => Assert.Empty(TypeChecker.Check(text, SampleObjects.Scope).Errors);
}
