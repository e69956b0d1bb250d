using Platform.GraphQL;
using Platform.GraphQL.Schema;
using Platform.Metadata.Values;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Xunit;

namespace Platform.Runtime.Tests.Writing;

/// <summary>Conditions, computed defaults, record types, dependent choices and rules, asked of every way to write.</summary>
public sealed class ConditionTests(WritingWorld world) : IClassFixture<WritingWorld>
{
    [Fact]
    public async Task Computed_defaults_follow_each_other_and_read_the_new_reference()
    {
        DateOnly before = Today("Asia/Shanghai");
        Guid firm = await world.CreateAsync(world.Admin, "Firm", ("name", "F"), ("score", 7));
        RecordCaller caller = world.Admin with { TenantTimeZone = "Asia/Shanghai" };
        Guid deal = await world.CreateAsync(caller, "Deal", ("name", "D"), ("firm", firm.ToString()));
        Assert.Equal(1750m, await Stored(deal, "amount"));
        DateOnly close = (DateOnly)(await Stored(deal, "closeOn"))!;
        Assert.InRange(close, before.AddDays(30), Today("Asia/Shanghai").AddDays(30));
        Assert.Equal(close.AddDays(-10), await Stored(deal, "startOn"));
        Assert.Equal(world.Admin.UserId, await Stored(deal, "responsible"));

        Guid given = await world.CreateAsync(world.Admin, "Deal", ("name", "D"), ("firm", firm.ToString()), ("amount", null), ("closeOn", "2026-02-01"), ("responsible", null));
        Assert.Null(await Stored(given, "amount"));
        Assert.Null(await Stored(given, "responsible"));
        Assert.Equal(new DateOnly(2026, 1, 22), await Stored(given, "startOn"));
    }

    [Fact]
    public async Task A_default_that_the_field_does_not_hold_is_blank()
    {
        Guid firm = await world.CreateAsync(world.Admin, "Firm", ("name", "Huge"), ("score", null));
        Guid deal = await world.CreateAsync(world.Admin, "Deal", ("name", "D"), ("firm", firm.ToString()));
        Assert.Null(await Stored(deal, "amount"));
    }

    [Fact]
    public async Task Required_read_only_and_shown_depend_on_the_record()
    {
        Guid deal = await world.CreateAsync(world.Admin, "Deal", ("name", "D"), ("note", null), ("fee", 1));
        Assert.Equal([("note", ValueCodes.Required)], await ProblemsAsync(MutationKind.Create, ("input", WritingWorld.Input(("name", "D"), ("note", null), ("stage", "won")))));
        Assert.Equal([("reason", ValueCodes.Required)], await UpdateProblemsAsync(deal, ("stage", "lost")));
        await world.UpdateAsync(world.Admin, "Deal", deal, ("stage", "won"), ("fee", 2));
        Assert.Equal(2m, await Stored(deal, "fee"));
        Assert.Equal([("fee", WriteCodes.FieldReadOnly)], await UpdateProblemsAsync(deal, ("fee", 3)));
        // The same value is no change, and what matters is the record as it is stored.
        Assert.Empty(await UpdateProblemsAsync(deal, ("fee", 2), ("name", "D2")));
        Assert.Equal([("fee", WriteCodes.FieldReadOnly)], await UpdateProblemsAsync(deal, ("fee", 3), ("stage", "open")));
    }

    [Fact]
    public async Task Choices_depend_on_another_field_when_either_changes()
    {
        Assert.Equal([("reason", WriteCodes.ChoiceNotAllowed)], await ProblemsAsync(MutationKind.Create, ("input", WritingWorld.Input(("name", "D"), ("reason", "price")))));
        Guid deal = await world.CreateAsync(world.Admin, "Deal", ("name", "D"), ("stage", "won"), ("reason", "quality"));
        Assert.Equal([("reason", WriteCodes.ChoiceNotAllowed)], await UpdateProblemsAsync(deal, ("stage", "open")));
        Assert.Empty(await UpdateProblemsAsync(deal, ("stage", "open"), ("reason", null)));
        Assert.Equal([("reason", WriteCodes.ChoiceNotAllowed)], await UpdateProblemsAsync(deal, ("stage", "lost"), ("reason", "quality")));
    }

    [Fact]
    public async Task Record_types_preset_values_and_narrow_choices()
    {
        Guid fresh = await world.CreateAsync(world.Admin, "Deal", ("name", "D"));
        Assert.Equal(("fresh", "open", null), (await Stored(fresh, "recordType"), await Stored(fresh, "stage"), await Stored(fresh, "fee")));
        Guid renewal = await world.CreateAsync(world.Admin, "Deal", ("name", "D"), ("recordType", "renewal"));
        // The constant of a type goes before the field's own default, also where it is false.
        Assert.Equal((true, false), ((bool)(await Stored(fresh, "billable"))!, (bool)(await Stored(renewal, "billable"))!));
        Assert.Equal(("renewal", "won", (object)5m), (await Stored(renewal, "recordType"), await Stored(renewal, "stage"), await Stored(renewal, "fee")));
        Assert.Equal([("stage", WriteCodes.ChoiceNotAllowed)], await UpdateProblemsAsync(renewal, ("stage", "lost"), ("reason", "time")));
        Guid lost = await world.CreateAsync(world.Admin, "Deal", ("name", "D"), ("stage", "lost"), ("reason", "time"));
        Assert.Equal([("stage", WriteCodes.ChoiceNotAllowed)], await UpdateProblemsAsync(lost, ("recordType", "renewal")));
        Assert.Equal([("recordType", ValueCodes.RetiredChoice)], await UpdateProblemsAsync(fresh, ("recordType", "old")));
        Assert.Equal([("recordType", ValueCodes.UnknownChoice)], await UpdateProblemsAsync(fresh, ("recordType", "none")));
        Assert.Equal([("recordType", ValueCodes.Required)], await UpdateProblemsAsync(fresh, ("recordType", null)));
        Assert.Empty(await UpdateProblemsAsync(fresh, ("recordType", "renewal")));
    }

    [Fact]
    public async Task Rules_speak_the_language_of_the_caller_at_each_of_their_fields()
    {
        WriteOutcome outcome = await world.WriteAsync(world.Admin with { Language = "zh-CN" }, "Deal", MutationKind.Create,
            ("input", WritingWorld.Input(("name", "D"), ("closeOn", "2026-01-01"), ("startOn", "2026-01-02"))));
        Assert.Equal(GraphQLErrorCode.ValidationFailed, outcome.Refusal!.Code);
        Assert.Equal(["closeOn", "startOn"], outcome.Refusal.Problems.Select(p => p.Field!));
        Assert.All(outcome.Refusal.Problems, p => Assert.Equal((WriteCodes.RuleBroken, "结束日期不能早于开始日期。"), (p.Code, p.Message)));
    }

    [Fact]
    public async Task Rules_compare_with_the_stored_record_and_know_who_acts()
    {
        Guid deal = await world.CreateAsync(world.Ann, "Deal", ("name", "D"), ("fee", 1), ("startOn", "2026-01-02"), ("closeOn", "2026-01-03"));
        Assert.Equal([("fee", WriteCodes.RuleBroken)], await UpdateProblemsAsync(world.Ann, deal, ("fee", 2)));
        Assert.Empty(await UpdateProblemsAsync(world.Ann, deal, ("fee", 1), ("name", "E")));
        Assert.Empty(await UpdateProblemsAsync(world.Admin, deal, ("fee", 2)));
        Assert.Equal([("closeOn", WriteCodes.RuleBroken), ("startOn", WriteCodes.RuleBroken)], await UpdateProblemsAsync(deal, ("closeOn", "2026-01-01")));
        Assert.Empty(await UpdateProblemsAsync(deal, ("stage", "lost"), ("reason", "time")));
        Assert.Equal([("stage", WriteCodes.RuleBroken)], await UpdateProblemsAsync(deal, ("stage", "open"), ("reason", null)));
    }

    [Fact]
    public async Task Rules_read_the_record_that_a_reference_comes_to_lead_to()
    {
        Guid a = await world.CreateAsync(world.Admin, "Firm", ("name", "A"), ("industry", "a")), b = await world.CreateAsync(world.Admin, "Firm", ("name", "B"), ("industry", "b"));
        Guid deal = await world.CreateAsync(world.Admin, "Deal", ("name", "D"), ("firm", a.ToString()), ("amount", "2500.01"));
        Assert.Equal([("amount", WriteCodes.RuleBroken)], await UpdateProblemsAsync(deal, ("firm", b.ToString())));
        Assert.Empty(await UpdateProblemsAsync(deal, ("firm", b.ToString()), ("amount", "2500.00")));
    }

    [Fact]
    public async Task Lists_hold_what_the_same_request_writes()
    {
        Guid deal = await world.CreateAsync(world.Admin, "Deal", ("name", "D"));
        IReadOnlyDictionary<string, object?> Line(string amount) => WritingWorld.Input(("name", "L"), ("deal", deal.ToString()), ("amount", amount));
        WriteOutcome two = await world.WriteAsync(world.Admin, "DealLine", MutationKind.CreateMany, ("inputs", new object?[] { Line("11"), Line("12"), Line("1") }));
        Assert.Null(two.Refusal);
        WriteOutcome third = await world.WriteAsync(world.Admin, "DealLine", MutationKind.CreateMany, ("inputs", new object?[] { Line("2"), Line("13") }));
        Assert.Equal([0, 1], third.Refusal!.Problems.Select(p => p.Index!.Value));
        string[] ids = [.. two.Records.Select(r => r!)];
        // One goes down while another goes up.
        WriteOutcome swapped = await world.WriteAsync(world.Admin, "DealLine", MutationKind.UpdateMany,
            ("changes", new object?[] { Change(ids[0], "3"), Change(ids[2], "20") }));
        Assert.Null(swapped.Refusal);
        WriteOutcome over = await world.WriteAsync(world.Admin, "DealLine", MutationKind.UpdateMany,
            ("allOrNone", false), ("changes", new object?[] { Change(ids[0], "30") }));
        Assert.Equal(WriteCodes.RuleBroken, Assert.Single(over.Failures).Refusal.Problems[0].Code);
    }

    [Fact]
    public async Task Lists_of_the_written_object_itself_and_links_are_seen_as_they_will_be()
    {
        Guid top = await world.CreateAsync(world.Admin, "Deal", ("name", "Top"));
        Guid first = await world.CreateAsync(world.Admin, "Deal", ("name", "1"), ("parent", top.ToString()));
        Guid second = await world.CreateAsync(world.Admin, "Deal", ("name", "2"), ("parent", top.ToString()));
        Assert.Equal([("parent", WriteCodes.RuleBroken)], await ProblemsAsync(MutationKind.Create, ("input", WritingWorld.Input(("name", "3"), ("parent", top.ToString())))));
        WriteOutcome moved = await world.WriteAsync(world.Admin, "Deal", MutationKind.UpdateMany,
            ("changes", new object?[] { Parent(second, null), Parent(first, top) }));
        Assert.Null(moved.Refusal);
        await world.CreateAsync(world.Admin, "Deal", ("name", "3"), ("parent", top.ToString()));

        string[] people = [.. await Task.WhenAll(Enumerable.Range(0, 3).Select(async i => (await world.CreateAsync(world.Admin, "Person", ("name", $"P{i}"))).ToString()))];
        Assert.Equal([("helpers", WriteCodes.RuleBroken)], await UpdateProblemsAsync(top, ("helpers", Links("set", people))));
        Assert.Empty(await UpdateProblemsAsync(top, ("helpers", Links("set", people[..2]))));
        Assert.Equal([("helpers", WriteCodes.RuleBroken)], await UpdateProblemsAsync(top, ("helpers", Links("add", people[2]))));
        Assert.Empty(await UpdateProblemsAsync(top, ("helpers", WritingWorld.Input(("add", new object?[] { people[2] }), ("remove", new object?[] { people[0] })))));
    }

    [Fact]
    public async Task Only_what_is_choosable_can_be_chosen()
    {
        Guid firm = await world.CreateAsync(world.Admin, "Firm", ("name", "F")), other = await world.CreateAsync(world.Admin, "Firm", ("name", "G"), ("active", false));
        Guid person = await world.CreateAsync(world.Admin, "Person", ("name", "P"), ("firm", firm.ToString())), stranger = await world.CreateAsync(world.Admin, "Person", ("name", "Q"), ("firm", other.ToString()));
        Guid nobody = await world.CreateAsync(world.Admin, "Person", ("name", "Nobody"));
        Guid deal = await world.CreateAsync(world.Admin, "Deal", ("name", "D"), ("firm", firm.ToString()), ("contact", person.ToString()));
        Assert.Equal([("contact", WriteCodes.NotChoosable)], await UpdateProblemsAsync(deal, ("contact", stranger.ToString())));
        Assert.Equal([("contact", WriteCodes.NotChoosable)], await UpdateProblemsAsync(deal, ("firm", other.ToString()), ("contact", stranger.ToString())));
        Assert.Equal([("helpers", WriteCodes.NotChoosable)], await UpdateProblemsAsync(deal, ("helpers", Links("add", nobody.ToString()))));
        // Of a record that is not there, or hidden from the caller, nothing else is told.
        Assert.Equal([("contact", WriteCodes.ReferenceNotFound)], await UpdateProblemsAsync(deal, ("contact", Guid.CreateVersion7().ToString())));
        Guid anns = await world.CreateAsync(world.Ann, "Deal", ("name", "D"));
        Assert.Equal([("contact", WriteCodes.ReferenceNotFound)], await UpdateProblemsAsync(world.Ann, anns, ("contact", stranger.ToString())));
    }

    [Fact]
    public async Task What_can_be_chosen_is_asked_of_the_object_that_a_reference_points_to()
    {
        Guid firm = await world.CreateAsync(world.Admin, "Firm", ("name", "F")), closed = await world.CreateAsync(world.Admin, "Firm", ("name", "G"), ("active", false));
        Guid person = await world.CreateAsync(world.Admin, "Person", ("name", "P"), ("firm", firm.ToString())), stranger = await world.CreateAsync(world.Admin, "Person", ("name", "Q"), ("firm", closed.ToString()));
        Guid campaign = await world.CreateAsync(world.Admin, "Campaign", ("name", "C"));
        Guid deal = await world.CreateAsync(world.Admin, "Deal", ("name", "D"), ("firm", firm.ToString()), ("about", About("Person", person)));
        Assert.Equal([("about", WriteCodes.NotChoosable)], await UpdateProblemsAsync(deal, ("about", About("Firm", closed))));
        Assert.Equal([("about", WriteCodes.NotChoosable)], await UpdateProblemsAsync(deal, ("about", About("Person", stranger))));
        Assert.Equal([("about", WriteCodes.NotChoosable)], await UpdateProblemsAsync(deal, ("firm", closed.ToString()), ("about", About("Person", stranger))));
        Assert.Equal([("about", WriteCodes.NotChoosable)], await ProblemsAsync(MutationKind.Create, ("input", WritingWorld.Input(("name", "E"), ("about", About("Person", person))))));
        Assert.Equal([("about", WriteCodes.ReferenceNotFound)], await UpdateProblemsAsync(deal, ("about", About("Firm", person))));
        Assert.Empty(await UpdateProblemsAsync(deal, ("about", About("Firm", firm))));
        // Of an object without a condition every record can be chosen, and a reference that stays is not asked again.
        Assert.Empty(await UpdateProblemsAsync(deal, ("about", About("Campaign", campaign))));
        Assert.Empty(await UpdateProblemsAsync(deal, ("about", About("Firm", firm))));
        await world.UpdateAsync(world.Admin, "Firm", firm, ("active", false));
        Assert.Empty(await UpdateProblemsAsync(deal, ("about", About("Firm", firm)), ("name", "D2")));

        Guid anns = await world.CreateAsync(world.Ann, "Deal", ("name", "D"));
        Assert.Equal([("about", WriteCodes.ReferenceNotFound)], await UpdateProblemsAsync(world.Ann, anns, ("about", About("Firm", closed))));
        WriteOutcome many = await world.WriteAsync(
            world.Admin, "Deal", MutationKind.CreateMany, ("allOrNone", false),
            ("inputs", new object?[] { WritingWorld.Input(("name", "1"), ("about", About("Firm", closed))), WritingWorld.Input(("name", "2"), ("about", About("Campaign", campaign))) }));
        Assert.Equal([0], many.Failures.Select(f => f.Index));
        Assert.Equal([WriteCodes.NotChoosable], many.Failures.SelectMany(f => f.Refusal.Problems).Select(p => p.Code));
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        Guid firm = await world.CreateAsync(world.Admin, "Firm", ("name", "F"), ("code", "ALL"), ("city", "Bonn"));
        Guid nobody = await world.CreateAsync(world.Admin, "Person", ("name", "Nobody"));
        Assert.Equal(
            [
                ("closeOn", WriteCodes.RuleBroken), ("contact", WriteCodes.NotChoosable), ("note", ValueCodes.Required), ("reason", ValueCodes.Required),
                ("recordType", ValueCodes.RetiredChoice), ("startOn", WriteCodes.RuleBroken),
            ],
            await ProblemsAsync(MutationKind.Create, ("input", WritingWorld.Input(
                ("name", "D"), ("closeOn", "2026-01-01"), ("startOn", "2026-01-02"), ("stage", "lost"), ("note", null), ("recordType", "old"), ("firm", firm.ToString()), ("contact", nobody.ToString())))));
        Assert.Equal(
            [("code", WriteCodes.DuplicateValue), ("score", WriteCodes.RuleBroken)],
            await ProblemsOfAsync("Firm", MutationKind.Create, ("input", WritingWorld.Input(("name", "G"), ("code", "all"), ("city", "bonn"), ("score", -1)))));
    }

    [Fact]
    public async Task Of_a_record_that_the_caller_may_not_see_conditions_tell_nothing()
    {
        Guid hidden = await world.CreateAsync(world.Admin, "Firm", ("name", "Hidden"), ("industry", "b"));
        Guid deal = await world.CreateAsync(world.Ann, "Deal", ("name", "D"), ("amount", 6000));
        Assert.Equal([("firm", WriteCodes.ReferenceNotFound)], await UpdateProblemsAsync(world.Ann, deal, ("firm", hidden.ToString())));
        // What does not come from a condition is told beside it.
        Assert.Equal(
            [("firm", WriteCodes.ReferenceNotFound), ("recordType", ValueCodes.RetiredChoice)],
            await UpdateProblemsAsync(world.Ann, deal, ("firm", hidden.ToString()), ("recordType", "old")));
        Assert.Equal([("amount", WriteCodes.RuleBroken)], await UpdateProblemsAsync(world.Admin, deal, ("firm", hidden.ToString())));
    }

    [Fact]
    public async Task Lists_that_are_too_long_to_be_looked_at_refuse_the_write()
    {
        RecordWriter writer = new(world.DataSource, world.Cipher, new WriteOptions { MaxListed = 3 });
        Guid top = await world.CreateAsync(world.Admin, "Deal", ("name", "Top"));
        foreach (string name in (string[])["1", "2"]) await world.CreateAsync(world.Admin, "Deal", ("name", name), ("parent", top.ToString()));
        Task<WriteOutcome> RenameAsync(string name) => WritingWorld.WriteAsync(
            writer, world.Admin, "Deal", MutationKind.Update, null, ("id", top.ToString()), ("input", WritingWorld.Input(("name", name))));
        Assert.Null((await RenameAsync("A")).Refusal);
        foreach (string name in (string[])["3", "4"]) await world.ExecuteAsync(
            "insert into t_one.deal (id, version, created_at, updated_at, name, parent_id) values (gen_random_uuid(), 1, now(), now(), $1, $2)", name, top);
        WriteOutcome outcome = await RenameAsync("B");
        Assert.Equal(GraphQLErrorCode.LimitExceeded, outcome.Refusal!.Code);
        Assert.Equal("The rules of this record would have to look at more than 3 records of “parts”.", outcome.Refusal.Message);
    }

    [Fact]
    public async Task Every_route_is_asked()
    {
        Guid deal = await world.CreateAsync(world.Admin, "Deal", ("name", "Route"), ("startOn", "2026-01-02"), ("closeOn", "2026-01-03"));
        IReadOnlyDictionary<string, object?> bad = WritingWorld.Input(("closeOn", "2025-01-01"));
        WriteOutcome many = await world.WriteAsync(world.Admin, "Deal", MutationKind.UpdateMany, ("changes", new object?[] { WritingWorld.Input(("id", deal.ToString()), ("input", bad)) }));
        Assert.Equal(WriteCodes.RuleBroken, many.Refusal!.Problems[0].Code);
        Guid firm = await world.CreateAsync(world.Admin, "Firm", ("name", "F"), ("code", "X1"), ("city", "Ulm"));
        Assert.Equal(("code", WriteCodes.DuplicateValue), await DuplicateAsync(("name", "G"), ("code", "x1"), ("city", "ULM")));
        Assert.Empty(await ProblemsOfAsync("Firm", MutationKind.Create, ("input", WritingWorld.Input(("name", "G"), ("code", "x1"), ("city", null)))));
        await world.WriteAsync(world.Admin, "Firm", MutationKind.Delete, ("id", firm.ToString()));
        Guid again = await world.CreateAsync(world.Admin, "Firm", ("name", "G"), ("code", "x1"), ("city", "ULM"));
        WriteOutcome back = await world.WriteAsync(world.Admin, "Firm", MutationKind.Restore, ("id", firm.ToString()));
        Assert.Equal(GraphQLErrorCode.Duplicate, back.Refusal!.Code);
        // The other index tells case apart.
        await world.UpdateAsync(world.Admin, "Firm", again, ("industry", "a"));
        Guid cased = await world.CreateAsync(world.Admin, "Firm", ("name", "H"), ("city", "Ulm"), ("industry", "a"));
        Assert.Equal([("city", WriteCodes.DuplicateValue)], await ProblemsOfAsync("Firm", MutationKind.Update, ("id", cased.ToString()), ("input", WritingWorld.Input(("city", "ULM")))));
    }

    [Fact]
    public async Task A_combination_that_is_taken_is_told_in_the_words_of_the_document()
    {
        await world.CreateAsync(world.Admin, "Firm", ("name", "F"), ("code", "W1"), ("city", "Worms"), ("industry", "a"));
        WriteOutcome worded = await world.WriteAsync(world.Admin, "Firm", MutationKind.Create, ("input", WritingWorld.Input(("name", "G"), ("city", "Worms"), ("industry", "a"))));
        Assert.Equal(("city", WriteCodes.DuplicateValue, "The city has such a firm."), (worded.Refusal!.Problems[0].Field, worded.Refusal.Problems[0].Code, worded.Refusal.Problems[0].Message));
        WriteOutcome plain = await world.WriteAsync(world.Admin, "Firm", MutationKind.Create, ("input", WritingWorld.Input(("name", "H"), ("code", "w1"), ("city", "worms"))));
        Assert.Equal(("code", "Another record has the same values of Code and City."), (plain.Refusal!.Problems[0].Field, plain.Refusal.Problems[0].Message));
    }

    [Fact]
    public async Task A_record_that_comes_back_is_not_asked()
    {
        Guid deal = await world.CreateAsync(world.Admin, "Deal", ("name", "D"));
        await world.WriteAsync(world.Admin, "Deal", MutationKind.Delete, ("id", deal.ToString()));
        await world.ExecuteAsync("update t_one.deal set close_on = '2020-01-01' where id = $1", deal);
        WriteOutcome back = await world.WriteAsync(world.Admin, "Deal", MutationKind.Restore, ("id", deal.ToString()));
        Assert.Null(back.Refusal);
        Assert.Equal([("closeOn", WriteCodes.RuleBroken), ("startOn", WriteCodes.RuleBroken)], await UpdateProblemsAsync(deal, ("name", "E")));
    }

    private static object Change(string id, string amount) => WritingWorld.Input(("id", id), ("input", WritingWorld.Input(("amount", amount))));

    private static object Parent(Guid id, Guid? parent) => WritingWorld.Input(("id", id.ToString()), ("input", WritingWorld.Input(("parent", parent?.ToString()))));

    private static object About(string target, Guid id) => WritingWorld.Input(("object", target), ("id", id.ToString()));

    private static object Links(string how, params string[] ids) => WritingWorld.Input((how, ids.Cast<object?>().ToArray()));

    private static DateOnly Today(string zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeBySystemTimeZoneId(DateTime.UtcNow, zone));

    private Task<object?> Stored(Guid deal, string field) => world.ReadAsync(world.Admin, "Deal", deal, field);

    private Task<(string, string)[]> UpdateProblemsAsync(Guid deal, params (string Name, object? Value)[] fields) => UpdateProblemsAsync(world.Admin, deal, fields);

    private async Task<(string, string)[]> UpdateProblemsAsync(RecordCaller caller, Guid deal, params (string Name, object? Value)[] fields) =>
        Problems(await world.UpdateAsync(caller, "Deal", deal, fields));

    private Task<(string, string)[]> ProblemsAsync(MutationKind kind, params (string Name, object? Value)[] arguments) => ProblemsOfAsync("Deal", kind, arguments);

    private async Task<(string, string)[]> ProblemsOfAsync(string target, MutationKind kind, params (string Name, object? Value)[] arguments) =>
        Problems(await world.WriteAsync(world.Admin, target, kind, arguments));

    private async Task<(string, string)> DuplicateAsync(params (string Name, object? Value)[] fields) =>
        Assert.Single(await ProblemsOfAsync("Firm", MutationKind.Create, ("input", WritingWorld.Input(fields))));

    private static (string, string)[] Problems(WriteOutcome outcome) => [.. (outcome.Refusal?.Problems ?? []).Select(p => (p.Field ?? "", p.Code)).Order()];
}
