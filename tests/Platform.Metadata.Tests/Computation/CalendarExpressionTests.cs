using Platform.Metadata.Compilation;
using Platform.Metadata.Dependencies;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Model;
using Xunit;

namespace Platform.Metadata.Tests.Computation;

/// <summary>Expressions that count by business calendars: which calendars they find, and what follows when one changes.</summary>
public sealed class CalendarExpressionTests
{
    private const string Fields = "{'name':'from','label':'From','type':'dateTime'},{'name':'to','label':'To','type':'dateTime'},";
    private static readonly string Calendar =
        "{'kind':'businessCalendar','name':'china','label':'China','timeZone':'Asia/Shanghai','weekly':[{'days':['monday'],'shifts':[{'from':'09:00','to':'12:00'}]}]}";

    [Fact]
    public void A_formula_is_compiled_anew_when_its_calendar_changes_and_only_then()
    {
        string named = Ticket("businessMinutes(record.from, record.to, \\\"china\\\")"), other = Json.Object("Other", Fields + "{'name':'took','label':'T','type':'integer','formula':'businessMinutes(record.from, record.to)'}");
        Metadata.Compilation.Compilation first = Json.Compile(Calendar, named, other);
        Assert.Empty(first.Diagnostics.Select(d => d.ToString()));
        TenantModel longer = Again(first, Calendar.Replace("12:00", "13:00", StringComparison.Ordinal), named, other);
        Assert.NotSame(first.Model!.Object("Ticket"), longer.Object("Ticket"));
        Assert.NotEqual(first.Model.Object("Ticket").Field("took").Formula, longer.Object("Ticket").Field("took").Formula);
        Assert.Same(first.Model.Object("Other"), longer.Object("Other"));

        TenantModel ruling = Again(first, Calendar.Replace("'label'", "'default':true,'label'", StringComparison.Ordinal), named, other);
        Assert.NotSame(first.Model.Object("Other"), ruling.Object("Other"));
        Assert.Same(first.Model.Object("Ticket"), Again(first, Calendar, named, other).Object("Ticket"));
    }

    [Fact]
    public void A_calendar_that_is_not_there_is_told_with_the_nearest_name()
    {
        Diagnostic unknown = Assert.Single(Json.Compile(Calendar, Ticket("businessMinutes(record.from, record.to, \\\"chyna\\\")")).Diagnostics);
        Assert.Equal((DocumentCodes.BadFormula, "china"), (unknown.Code, unknown.Suggestion));
        Assert.Contains("EXPRESSION_LITERAL", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("EXPRESSION_LITERAL", Assert.Single(Json.Compile(Calendar, Ticket("businessMinutes(record.from, record.to, record.name)")).Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_calendar_knows_where_it_is_named() => Assert.Equal(
        ["object Ticket /fields/3/formula"],
        Json.Compile(Calendar, Ticket("businessMinutes(record.from, record.to, \\\"china\\\")")).Dependencies.UsesOf(Element.Calendar("china")).Select(u => $"{u.Kind} {u.Name} {u.Pointer}"));

    [Fact]
    public void What_is_stored_does_not_depend_on_a_calendar()
    {
        string indexed = Json.Object("Ticket", Fields + "{'name':'took','label':'T','type':'integer','indexed':true,'formula':'businessMinutes(record.from, record.to)'}");
        Assert.Contains("business calendar", Assert.Single(Json.Compile(indexed).Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_calendar_whose_entries_cover_too_many_days_is_refused()
    {
        IEnumerable<string> years = Enumerable.Range(2000, 14).Select(year => $"{{'date':'{year}-01-01','until':'{year}-12-31','label':'Closed'}}");
        string closed = Calendar.Replace("'weekly'", $"'days':[{string.Join(',', years)}],'weekly'", StringComparison.Ordinal);
        Assert.Contains("at most 5000", Assert.Single(Json.Compile(closed).Diagnostics).Message, StringComparison.Ordinal);
    }

    private static string Ticket(string formula) => Json.Object("Ticket", Fields + $"{{'name':'took','label':'T','type':'integer','formula':'{formula}'}}");

    private static TenantModel Again(Metadata.Compilation.Compilation earlier, params string[] texts)
    {
        Metadata.Compilation.Compilation next = ModelCompiler.Compile(Json.Read(texts), earlier);
        Assert.Empty(next.Diagnostics.Select(d => d.ToString()));
        return next.Model!;
    }
}
