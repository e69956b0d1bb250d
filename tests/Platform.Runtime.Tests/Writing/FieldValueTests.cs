using System.Text.Json;
using Platform.GraphQL;
using Platform.GraphQL.Schema;
using Platform.Metadata.Values;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.Layouts;
using Xunit;

namespace Platform.Runtime.Tests.Writing;

public sealed class FieldValueTests(WritingWorld world) : IClassFixture<WritingWorld>
{
    /// <summary>Values at the edges of each type, as the API sends them.</summary>
    internal static readonly (string Field, string[] Json)[] Edges =
    [
        ("name", ["\"x\"", "\"שלום עולם 👨‍👩‍👧‍👦 光\"", "\"\\\"quoted\\\", {braced}, \\\\ and 'apostrophes'\""]),
        ("longText", ["\"a\\nb\\tc\"", "\"\\u2603\""]),
        ("richText", ["\"<p>a <b>b</b></p>\"", "\"<ul><li>x</li></ul>\""]),
        ("integer", ["0", "-2147483648", "2147483647"]),
        ("decimal", ["\"123456789012345678.0123456789\"", "\"-0.0000000001\"", "0"]),
        ("money", ["\"9999999999999999.99\"", "\"-0.01\""]),
        ("percent", ["\"0.2\"", "\"1\"", "\"-9999999999.9999\""]),
        ("checkbox", ["true", "false"]),
        ("date", ["\"0001-01-01\"", "\"9999-12-31\"", "\"2024-02-29\""]),
        ("dateTime", ["\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.999999Z\"", "\"2026-01-31T14:30:00.123456+08:00\""]),
        ("time", ["\"00:00:00\"", "\"23:59:59\""]),
        ("duration", ["\"PT0S\"", "\"-PT922337203685S\"", "\"P1DT2H\""]),
        ("picklist", ["\"a\"", "\"b\""]),
        ("multiPicklist", ["[\"b\",\"a\"]", "[\"a\"]"]),
        ("email", ["\"a@example.com\""]),
        ("phone", ["\"+86 21 5555 0100\""]),
        ("url", ["\"https://example.com/?a=b\""]),
        ("address", ["{\"street\":\"1 Main St\\nFloor 2\",\"city\":\"上海\",\"state\":null,\"postalCode\":\"200000\",\"country\":\"CN\"}", "{\"city\":\"X\"}"]),
        ("geolocation", ["{\"latitude\":-90,\"longitude\":180}", "{\"latitude\":31.230416,\"longitude\":121.473701}"]),
        ("tags", ["[\"VIP\",\"quote \\\" comma , brace } back \\\\ null\",\"NULL\",\"光\"]"]),
        ("json", ["{\"a\":[1,2.5,\"x\",null,true]}", "\"text\"", "[]"]),
        ("encryptedText", ["\"secret 光\"", "\" spaces \""]),
    ];

    public static TheoryData<string> Fields => [.. Edges.Select(e => e.Field)];

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task Values_at_the_edges_are_stored_one_by_one_and_in_bulk(string field)
    {
        FieldSlot slot = RecordLayout.Of(WritingWorld.Model.Object("Sample"))[field];
        string[] edges = Edges.First(e => e.Field == field).Json;
        List<object?> inputs = [.. edges.Select(json => (object?)WritingWorld.Input((field, Parse(json)))), WritingWorld.Input((field, null))];
        WriteOutcome bulk = await world.WriteAsync(world.Admin, "Sample", MutationKind.CreateMany, ("inputs", inputs));
        Assert.Null(bulk.Refusal?.ToString());
        Guid one = await world.CreateAsync(world.Admin, "Sample");
        for (int n = 0; n < edges.Length; n++)
        {
            object? expected = slot.Codec.ReadInput(Parse(edges[n])).Value;
            Assert.NotNull(expected);
            await StoredAsync(slot, Guid.Parse(bulk.Records[n]!), expected);
            WriteOutcome update = await world.UpdateAsync(world.Admin, "Sample", one, (field, Parse(edges[n])));
            Assert.Null(update.Refusal?.ToString());
            await StoredAsync(slot, one, expected);
            WriteOutcome again = await world.UpdateAsync(world.Admin, "Sample", one, (field, Parse(edges[n])));
            Assert.Equal(0, again.Affected);
        }

        object? blank = field == "checkbox" ? false : null;
        await StoredAsync(slot, Guid.Parse(bulk.Records[edges.Length]!), blank);
        List<object?> changes = [.. bulk.Records.Select(id => (object?)WritingWorld.Input(("id", id), ("input", WritingWorld.Input((field, Parse(edges[0]))))))];
        Assert.Null((await world.WriteAsync(world.Admin, "Sample", MutationKind.UpdateMany, ("changes", changes))).Refusal?.ToString());
        foreach (string? id in bulk.Records) await StoredAsync(slot, Guid.Parse(id!), slot.Codec.ReadInput(Parse(edges[0])).Value);
    }

    [Fact]
    public async Task References_of_every_kind_are_stored_and_cleared()
    {
        Guid account = await world.CreateAsync(world.Admin, "Account", ("name", "A"));
        Guid id = await world.CreateAsync(world.Admin, "Sample",
            ("lookup", account.ToString()), ("polymorphicLookup", WritingWorld.Input(("object", "Account"), ("id", account.ToString()))));
        Assert.Equal(account, await world.ReadAsync(world.Admin, "Sample", id, "lookup"));
        Assert.Equal(new PolymorphicReference("Account", account), await world.ReadAsync(world.Admin, "Sample", id, "polymorphicLookup"));
        WriteOutcome wrong = await world.UpdateAsync(world.Admin, "Sample", id, ("polymorphicLookup", WritingWorld.Input(("object", "Contact"), ("id", account.ToString()))));
        Assert.NotNull(wrong.Refusal);
        await world.UpdateAsync(world.Admin, "Sample", id, ("lookup", null), ("polymorphicLookup", null));
        Assert.Null(await world.ReadAsync(world.Admin, "Sample", id, "lookup"));
        Assert.Null(await world.ReadAsync(world.Admin, "Sample", id, "polymorphicLookup"));
    }

    [Theory]
    [InlineData("decimal", "\"NaN\"", ValueCodes.NotANumber)]
    [InlineData("decimal", "1e400", ValueCodes.TooManyDigits)]
    [InlineData("decimal", "\"0.00000000001\"", ValueCodes.TooManyDecimals)]
    [InlineData("integer", "1.5", ValueCodes.NotAnInteger)]
    [InlineData("name", "\"a\\u0000b\"", ValueCodes.ControlCharacter)]
    [InlineData("name", "\"\\ud83d\"", ValueCodes.InvalidUnicode)]
    [InlineData("json", "\"\\u0000\"", ValueCodes.InvalidJson)]
    [InlineData("date", "\"2023-02-29\"", ValueCodes.InvalidDate)]
    [InlineData("dateTime", "\"2026-01-01T00:00:00\"", ValueCodes.OffsetMissing)]
    [InlineData("lookup", "\"1\"", ValueCodes.InvalidId)]
    public async Task What_cannot_be_stored_is_refused_at_its_field(string field, string json, string code)
    {
        WriteOutcome outcome = await world.WriteAsync(world.Admin, "Sample", MutationKind.Create, ("input", WritingWorld.Input((field, Parse(json)))));
        Assert.Equal((GraphQLErrorCode.ValidationFailed, field, code), (outcome.Refusal!.Code, outcome.Refusal.Problems[0].Field!, outcome.Refusal.Problems[0].Code));
    }

    [Fact]
    public async Task Long_text_goes_up_to_its_limit_and_ten_megabytes_are_refused()
    {
        string limit = string.Concat(Enumerable.Repeat("光a😀", 250_000))[..1_000_000];
        Guid id = await world.CreateAsync(world.Admin, "Sample", ("longText", limit));
        Assert.Equal(limit, await world.ReadAsync(world.Admin, "Sample", id, "longText"));
        WriteOutcome outcome = await world.UpdateAsync(world.Admin, "Sample", id, ("longText", new string('x', 10 * 1024 * 1024)));
        Assert.Equal(ValueCodes.TooLong, outcome.Refusal!.Problems[0].Code);
    }

    private async Task StoredAsync(FieldSlot slot, Guid id, object? expected)
    {
        object? stored = await world.ReadAsync(world.Admin, "Sample", id, slot.Field.Name);
        if (slot.IsEncrypted && stored is byte[] cipher)
        {
            stored = world.Cipher.Decrypt(cipher, new Platform.Runtime.Writing.Encryption.CipherPlace(world.Admin.TenantId, "Sample", slot.Field.Id, id));
        }

        Assert.True(slot.Codec.AreEqual(stored, expected), $"{slot.Field.Name}: stored {stored}, expected {expected}");
    }

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement.Clone();
}
