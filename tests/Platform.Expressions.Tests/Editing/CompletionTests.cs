using Platform.Expressions.Editing;
using Platform.Expressions.Language;
using Platform.Expressions.Typing;
using Xunit;

namespace Platform.Expressions.Tests.Editing;

public sealed class CompletionTests
{
    /// <summary>Completes at the bar in the text.</summary>
    private static CompletionList At(string text, ExpressionScope? scope = null)
    {
        int bar = text.IndexOf('|', StringComparison.Ordinal);
        return ExpressionCompletion.At(text.Remove(bar, 1), bar, scope ?? SampleObjects.Scope);
    }

    private static string[] Names(string text) => [.. At(text).Items.Select(i => i.Name)];

    [Theory]
    [InlineData("record.|", "amount")]
    [InlineData("record.am|", "amount")]
    [InlineData("record.account.ow|ner.name", "rating")]
    [InlineData("record.amount > 0 && user.|", "email")]
    [InlineData("(record.account).|", "parent")]
    [InlineData("record.lines.filter(l, l.quantity > 1.0).all(m, m.|", "quantity")]
    [InlineData("record.lines.exists(l, l.|", "quantity")]
    [InlineData("record.lines.exists(l, l.order.lines.all(m, m.order.account.|) && l.quantity > 0", "rating")]
    [InlineData("(record.amount > 0 ? 1 : 2) + record.account.|", "rating")]
    [InlineData("record.tags[0].|", "startsWith")]
    [InlineData("record.site.|", "city")]
    [InlineData("distanceMeters(record.spot.|", "latitude")]
    [InlineData("\"unfinished\n record.account.|", "rating")]
    [InlineData("& § record.account.|", "rating")]
    public void Members_follow_a_point(string text, string expected) => Assert.Contains(expected, Names(text));

    [Fact]
    public void What_stands_first_is_a_variable_a_field_or_a_function()
    {
        CompletionList list = At("coalesce(|");
        Assert.Equal(["record", "old", "user", "now", "today"], list.Items.Where(i => i.Kind == CompletionKind.Variable).Select(i => i.Name));
        Assert.Equal("record.amount", list.Items.Single(i => i is { Name: "amount" }).Insert);
        Assert.Contains(list.Items, i => i is { Name: "math.round", Insert: "math.round()", Caret: 11 });
        Assert.Contains(list.Items, i => i is { Name: "isNew", Caret: 7 });
        Assert.Contains(list.Items, i => i is { Name: "null", Kind: CompletionKind.Keyword });
        Assert.DoesNotContain(list.Items, i => i.Name is "startsWith" or "||");
    }

    [Fact]
    public void Functions_that_mean_nothing_at_a_place_are_not_offered_there()
    {
        ExpressionScope formula = SampleObjects.Scope with { HasOld = false, UserObject = null, HasClock = false };
        string[] names = [.. At("|", formula).Items.Select(i => i.Name)];
        Assert.DoesNotContain(names, n => n is "isNew" or "isChanged" or "hasRole" or "user" or "old" or "now");
        Assert.Contains("record", names);
    }

    [Fact]
    public void Methods_are_those_of_the_type()
    {
        Assert.Contains("startsWith", Names("record.name.|"));
        Assert.DoesNotContain("getMonth", Names("record.name.|"));
        Assert.Contains("getMonth", Names("record.due.|"));
        Assert.Contains("abs", Names("math.|"));
        Assert.Equal(["exists", "all", "exists_one", "filter", "map", "size"], Names("record.lines.|"));
        Assert.Contains("join", Names("record.tags.|"));
    }

    [Fact]
    public void A_macro_names_its_element_and_leaves_the_caret_for_the_condition()
    {
        Completion exists = At("record.lines.ex|").Items.Single(i => i.Name == "exists");
        Assert.Equal("exists(l, )", exists.Insert);
        Assert.Equal(10, exists.Caret);
        Assert.Contains(At("record.lines.exists(l, l.order.lines.|").Items, i => i.Insert == "exists(l2, )");
    }

    [Fact]
    public void Variables_of_macros_come_first_the_innermost_before_the_outer() =>
        Assert.Equal(["m", "l"], Names("record.lines.exists(l, l.order.lines.all(m, |").Take(2));

    [Theory]
    [InlineData("record.am| + 1", 7, 2)]
    [InlineData("record.|amount", 7, 6)]
    [InlineData("record.amount + |", 16, 0)]
    public void The_name_that_was_begun_is_replaced_whole(string text, int start, int length)
    {
        CompletionList list = At(text);
        Assert.Equal((start, length), (list.Replaced.Start, list.Replaced.Length));
    }

    [Theory]
    [InlineData("record.stage == |", "\"won\"")]
    [InlineData("record.stage != \"w|", "won\"")]
    [InlineData("record.stage == \"w|on\" && true", "won")]
    [InlineData("record.stage in [\"open\", |]", "\"won\"")]
    [InlineData("record.stage in [\"|\"]", "won")]
    [InlineData("record.lines.exists(l, l.order.stage == '|')", "won")]
    public void Values_of_a_picklist_are_offered_where_it_is_compared(string text, string insert)
    {
        ExpressionScope scope = new(new WithStages(), "Order");
        Completion won = At(text, scope).Items.Single(i => i is { Kind: CompletionKind.Choice, Name: "won" });
        Assert.Equal(insert, won.Insert);
    }

    [Theory]
    [InlineData("record.amount |")]
    [InlineData("record.amount // record.|")]
    [InlineData("\"record.|\"")]
    [InlineData("record.missing.|")]
    [InlineData("1.|")]
    [InlineData(").|")]
    [InlineData("r\"|")]
    public void Nothing_is_offered_where_nothing_is_known(string text) => Assert.Empty(At(text).Items);

    [Fact]
    public void A_text_over_the_limit_offers_nothing() => Assert.Empty(At(new string(' ', 4_001) + "|").Items);

    [Theory]
    [InlineData("((((((((((")]
    [InlineData("a.map(x, ")]
    [InlineData("record.lines.exists(l, ")]
    [InlineData("!-")]
    [InlineData("[")]
    [InlineData("record.account.")]
    public void Deep_nesting_is_answered(string part)
    {
        string text = string.Concat(Enumerable.Repeat(part, 4_000 / part.Length));
        Assert.NotNull(At(text + "|"));
        Assert.Null(ExpressionHover.At(text, text.Length, SampleObjects.Scope));
    }

    [Fact]
    public void Random_texts_are_answered_at_every_place()
    {
        const string Pieces = "record account lines . ( ) [ ] , \" ' // \n + == && ? : 0 1.5 in true exists(l, 光 😀 \\ \0 { } math if r\" b'";
        string[] pieces = Pieces.Split(' ');
        Random random = new(7);
        for (int round = 0; round < 2_000; round++)
        {
            string text = string.Concat(Enumerable.Range(0, 12).Select(_ => pieces[random.Next(pieces.Length)]));
            for (int at = -1; at <= text.Length + 1; at++)
            {
                CompletionList list = ExpressionCompletion.At(text, at, SampleObjects.Scope);
                Assert.InRange(list.Replaced.Start, 0, text.Length);
                Assert.InRange(list.Replaced.End, list.Replaced.Start, text.Length);
                ExpressionHover.At(text, at, SampleObjects.Scope);
            }
        }
    }

    /// <summary>Every completion of a finished place gives a text that can be checked on, or at least parsed after its argument is filled in.</summary>
    [Fact]
    public void Completed_members_are_known_to_the_checker()
    {
        foreach (Completion item in At("record.account.|").Items.Concat(At("record.|").Items))
        {
            Assert.True(item.Kind is CompletionKind.Field or CompletionKind.Relation, item.Name);
            Assert.True(ExpressionParser.Parse("record." + item.Insert).IsParsed, item.Insert);
        }
    }

    [Theory]
    [InlineData("businessMinutes(record.begun, now, |", "\"china\"")]
    [InlineData("businessMinutes(record.lines[0].order.begun, coalesce(now, now), 'ch|", "china'")]
    [InlineData("1 + businessMinutes(now, now, \"|\") > 2", "china")]
    public void A_calendar_is_offered_where_a_function_takes_its_name(string text, string insert) =>
        Assert.Contains(At(text, new ExpressionScope(new WithStages(), "Order")).Items, i => i.Name == "china" && i.Insert == insert);

    [Theory]
    [InlineData("businessMinutes(|")]
    [InlineData("businessMinutes(now, now.getHours('|'))")]
    [InlineData("coalesce(now, now, |")]
    [InlineData("[now, now, |")]
    public void A_calendar_is_not_offered_elsewhere(string text) =>
        Assert.DoesNotContain(At(text, new ExpressionScope(new WithStages(), "Order")).Items, i => i.Name == "china");

    private sealed class WithStages : IExpressionObjects
    {
        public IEnumerable<string> Calendars => ["china"];

        public ExpressionMember? Member(string objectName, string name) => Members(objectName).FirstOrDefault(m => m.Name == name);

        public IEnumerable<ExpressionMember> Members(string objectName) => objectName == "Order"
            ? [new("stage", ExpressionType.Text) { Choices = ["open", "won"] }, new("lines", ExpressionType.List(ExpressionType.Reference("Line")))]
            : [new("order", ExpressionType.Reference("Order"))];
    }
}
