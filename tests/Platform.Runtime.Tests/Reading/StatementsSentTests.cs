using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Platform.Runtime.Tests.Isolation;
using Platform.Runtime.Tests.Subscriptions;
using Xunit;

namespace Platform.Runtime.Tests.Reading;

/// <summary>
/// What the host sends to the database while texts that would be SQL go through every part of the API, as literals and as variables: no statement has a word
/// of them, and they are stored and found as they are. Statements are those that the driver traces.
/// </summary>
public sealed class StatementsSentTests(TwoTenants tenants) : IClassFixture<TwoTenants>
{
    // "#" stands for a text and "^" for an id.
    private static readonly string[] Reads =
    [
        "accounts(filter: {name: {eq: #, ne: #, in: [#, #], notIn: [#], contains: #, startsWith: #, endsWith: #, search: #, lt: #, gte: #, between: [#, #]}}) { totalCount nodes { id name } }",
        "accounts(filter: {name: {like: #, eq: #, mode: INSENSITIVE}}, search: #) { edges { cursor node { name } } }",
        "accounts(filter: {or: [{not: {secret: {eq: #}}}, {deals: {some: {name: {contains: #}, account: {email: {in: [#]}}}}}], search: #}) { totalCount }",
        "accounts(after: #) { totalCount }",
        "accounts(last: 2, before: #) { nodes { deals(first: 1, after: #, filter: {name: {eq: #}}) { totalCount } } }",
        "accounts(view: #) { totalCount }",
        "accounts(filter: {id: {in: [^, ^]}, stage: {eq: #}}) { totalCount }",
        "account(id: ^) { name }",
        "accountsGroup(by: [{field: createdAt, unit: DAY, timeZone: #}], filter: {name: {eq: #}}) { count }",
        "accountsGroup(by: [{field: name}], filter: {secret: {endsWith: #}}, search: #, having: {count: {gte: 0}}) { key { name } count }",
        "historyEntries(filter: {record: {eq: #}, object: {eq: #}}) { totalCount }",
    ];

    private static readonly string[] Writes =
    [
        "createAccount(input: {name: #, secret: #}) { record { id name secret } }",
        "createAccount(input: {name: #, stage: #, email: #}) { record { id } }",
        "createAccounts(inputs: [{name: #}, {name: #, stage: #}, {name: #, paper: ^}], allOrNone: false) { records { name } failures { index code } }",
        "updateAccounts(filter: {name: {eq: #}}, input: {secret: #}) { affected }",
        "updateAccounts(changes: [{id: ^, input: {name: #}}], allOrNone: false) { failures { index } }",
        "upsertAccounts(by: email, inputs: [{email: #, name: #}], allOrNone: false) { failures { index } }",
        "upsertAccounts(by: email, inputs: [{email: \"known@x.test\", name: #, secret: #}]) { records { name secret } }",
        "createDeal(input: {name: #, account: ^, others: {set: [^]}}) { record { id } }",
        "createComment(input: {object: \"Account\", record: #, text: #}) { record { id } }",
        "mergeAccounts(keep: ^, merge: [^], take: {name: #}, dryRun: true) { merge }",
        "deleteAccounts(ids: [^], allOrNone: false) { failures { index } }",
        "restoreAccount(id: ^) { record { id } }",
        "purgeAccount(id: ^) { record { id } }",
    ];

    private static readonly string[] Pieces =
        ["'", "''", "\"", "\\", "\\'", "$1", "$$", "--", "/*", "*/", ";", "drop table t_one.account", "%", "_", "{0}", "@p0", ":p", "?", "\\u0027", "光", "😀", "\n", "E'", "::text", "') or ('1'='1"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task No_statement_has_a_word_of_what_a_user_sends(int seed)
    {
        Random random = new(seed);
        string mark = "zq" + Guid.NewGuid().ToString("N");
        using Recorder recorder = new(mark);
        for (int round = 0; round < 3; round++)
        {
            string text = mark + string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => Pieces[random.Next(Pieces.Length)])) + "x";
            foreach (bool isWrite in new[] { true, false })
            {
                foreach (string field in isWrite ? Writes : Reads) await SendAsync(isWrite, field, text);
            }

            JsonElement found = (await tenants.One.Admin.DataAsync(
                "query($t: String) { accounts(filter: {name: {eq: $t}, secret: {eq: $t}}) { nodes { name secret } } }", new { t = text })).GetProperty("accounts").GetProperty("nodes");
            Assert.True(found.GetArrayLength() > 0, text);
            Assert.All(found.EnumerateArray(), node => Assert.Equal((text, text), (node.GetProperty("name").GetString(), node.GetProperty("secret").GetString())));
            await HearAsync(text);
        }

        Assert.Empty(recorder.Found);
        foreach (string words in new[] { "t_one.account", "insert into t_one.account", "update t_one.account", "t_one.history_entry", "t_one.deal" })
        {
            Assert.Contains(words, recorder.Seen, StringComparison.Ordinal);
        }
    }

    /// <summary>Sends a field with the text as literal and as variable; whatever is answered, it is no failure of the host.</summary>
    private async Task SendAsync(bool isWrite, string field, string text)
    {
        string operation = isWrite ? "mutation" : "query";
        string literal = JsonSerializer.Serialize(text);
        JsonElement written = await tenants.One.Admin.PostAsync($"{operation} {{ {field.Replace("#", literal, StringComparison.Ordinal).Replace("^", literal, StringComparison.Ordinal)} }}");
        string[] declared = [.. field.Contains('#', StringComparison.Ordinal) ? ["$t: String!"] : Array.Empty<string>(), .. field.Contains('^', StringComparison.Ordinal) ? ["$i: ID!"] : Array.Empty<string>()];
        JsonElement given = await tenants.One.Admin.PostAsync(
            $"{operation}({string.Join(", ", declared)}) {{ {field.Replace("#", "$t", StringComparison.Ordinal).Replace("^", "$i", StringComparison.Ordinal)} }}", new { t = text, i = text });
        foreach (JsonElement answer in new[] { written, given })
        {
            if (!answer.TryGetProperty("errors", out JsonElement errors)) continue;
            foreach (JsonElement error in errors.EnumerateArray())
            {
                JsonElement extensions = error.GetProperty("extensions");
                Assert.NotEqual("INTERNAL", extensions.GetProperty("code").GetString());
                // A document that is refused before it is planned would show nothing.
                string reason = extensions.TryGetProperty("reason", out JsonElement named) ? named.GetString()! : "";
                Assert.False(reason is "SYNTAX" || char.IsLower(reason.LastOrDefault()), field + answer);
            }
        }
    }

    private async Task HearAsync(string text)
    {
        await using EventReader reader = await EventReader.OpenAsync(
            tenants.One.Admin.Http, $"subscription {{ accountChanged(filter: {{name: {{eq: {JsonSerializer.Serialize(text)}}}}}) {{ record {{ name }} }} }}");
        await tenants.One.Admin.DataAsync("mutation($t: String) { createAccount(input: {name: $t}) { record { id } } }", new { t = text });
        Assert.Equal(text, (await reader.DataAsync()).GetProperty("record").GetProperty("name").GetString());
    }

    /// <summary>Keeps the statements with a mark, and the others of the tenant without their quotes.</summary>
    private sealed class Recorder : IDisposable
    {
        private readonly ActivityListener _listener;
        private readonly ConcurrentDictionary<string, byte> _seen = new();

        public Recorder(string mark)
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "Npgsql",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                ActivityStopped = activity =>
                {
                    foreach ((string _, object? value) in activity.TagObjects)
                    {
                        string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
                        if (text.Contains(mark, StringComparison.OrdinalIgnoreCase)) Found.Add(text);
                        else if (text.Contains("t_one", StringComparison.Ordinal)) _seen.TryAdd(text.Replace("\"", "", StringComparison.Ordinal), 0);
                    }
                },
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public ConcurrentBag<string> Found { get; } = [];

        public string Seen => string.Join('\n', _seen.Keys);

        public void Dispose() => _listener.Dispose();
    }
}
