using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Platform.Runtime.Tests.Isolation;
using Xunit;

namespace Platform.Runtime.Tests.Writing;

/// <summary>Many clients of one user at once against a whole host: whatever is done together, each is answered for itself, and what is stored in the end is what they were told.</summary>
public sealed class SharedWorkRaceTests(TwoTenants tenants) : IClassFixture<TwoTenants>
{
    private const int Clients = 16, Rounds = 30;

    private static readonly string[] Documents =
    [
        """
        {"kind":"object","name":"Order","label":"Order","pluralLabel":"Orders","nameField":"name","fields":[
          {"name":"name","label":"Name","type":"text"},
          {"name":"total","label":"Total","type":"decimal","precision":18,"rollup":{"relation":"lines","function":"sum","field":"amount"}},
          {"name":"count","label":"Count","type":"integer","rollup":{"relation":"lines","function":"count"}}]}
        """,
        """
        {"kind":"object","name":"OrderLine","label":"Line","pluralLabel":"Lines","nameField":"name","fields":[
          {"name":"name","label":"Name","type":"text","required":true},
          {"name":"number","label":"Number","type":"autoNumber","format":"L{00000}"},
          {"name":"note","label":"Note","type":"text"},
          {"name":"key","label":"Key","type":"text","unique":true},
          {"name":"order","label":"Order","type":"masterDetail","target":"Order","inverse":"lines"},
          {"name":"amount","label":"Amount","type":"decimal","precision":12,"scale":2}]}
        """,
    ];

    [Fact]
    public async Task Everything_is_written_once_and_read_as_it_is()
    {
        await tenants.PutAsync(tenants.One.Id, Documents);
        HttpClient http = tenants.One.Admin.Http;
        string[] orders = new string[3];
        for (int n = 0; n < orders.Length; n++) orders[n] = (await DataAsync(http, "mutation { m: createOrder(input: {name: \"O\"}) { record { id } } }", new { })).GetProperty("record").GetProperty("id").GetString()!;
        ConcurrentDictionary<string, (string Order, int Amount, int Version, string Number)> stored = new();
        ConcurrentBag<string> taken = [];
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
        {
            Random random = new(client);
            for (int round = 0; round < Rounds; round++)
            {
                string order = orders[random.Next(orders.Length)], name = $"{client}-{round}";
                int amount = random.Next(1, 100);
                // In the end some are refused, which keeps others from being shared: each key is asked for by two clients.
                string? key = round is 21 or 24 or 27 ? $"key {client / 2} {round}" : null;
                bool isInvalid = round is 22 or 28;
                JsonElement created = await PostAsync(http, "mutation($i: OrderLineCreate!) { m: createOrderLine(input: $i) { record { id name number version amount } } }", new { i = new { name = isInvalid ? " " : name, order, amount = $"{amount}.00", key } });
                if (created.TryGetProperty("errors", out JsonElement errors))
                {
                    string code = errors[0].GetProperty("extensions").GetProperty("problems")[0].GetProperty("code").GetString()!;
                    Assert.Equal(isInvalid ? "REQUIRED" : "DUPLICATE_VALUE", code);
                    Assert.True(isInvalid || key is not null);
                    if (!isInvalid) taken.Add(key!);
                    continue;
                }

                JsonElement line = created.GetProperty("data").GetProperty("m").GetProperty("record");
                Assert.Equal((name, 1, $"{amount}.00"), (line.GetProperty("name").GetString(), line.GetProperty("version").GetInt32(), line.GetProperty("amount").GetString()));
                string id = line.GetProperty("id").GetString()!, number = line.GetProperty("number").GetString()!;

                int changes = random.Next(3);
                for (int version = 2; version < 2 + changes; version++)
                {
                    amount = amount == 99 ? 1 : amount + 1;
                    object input = version == 2 ? new { amount = $"{amount}.00" } : new { amount = $"{amount}.00", note = $"changed {version}" };
                    JsonElement updated = (await DataAsync(http, "mutation($id: ID!, $i: OrderLineUpdate!) { m: updateOrderLine(id: $id, input: $i) { record { id version amount } warnings { code } } }", new { id, i = input }));
                    Assert.Equal($$"""{"record":{"id":"{{id}}","version":{{version}},"amount":"{{amount}}.00"},"warnings":[]}""", updated.GetRawText());
                }

                stored[id] = (order, amount, 1 + changes, number);
                JsonElement read = await DataAsync(http, "query($id: ID!) { m: orderLine(id: $id) { name number amount version order { id } } }", new { id });
                Assert.Equal(
                    (name, number, $"{amount}.00", 1 + changes, order),
                    (read.GetProperty("name").GetString(), read.GetProperty("number").GetString(), read.GetProperty("amount").GetString(), read.GetProperty("version").GetInt32(), read.GetProperty("order").GetProperty("id").GetString()));
            }
        }));

        Assert.Equal(stored.Count, stored.Values.Select(s => s.Number).Distinct().Count());
        Assert.Equal(Clients / 2 * 3, taken.Count);
        foreach (string order in orders)
        {
            JsonElement totals = await DataAsync(http, "query($id: ID!) { m: order(id: $id) { total count } }", new { id = order });
            var lines = stored.Values.Where(s => s.Order == order).ToList();
            Assert.Equal($$"""{"total":"{{lines.Sum(l => l.Amount)}}.00","count":{{lines.Count}}}""", totals.GetRawText());
        }

        Assert.Equal(stored.Count, await ScalarAsync("select count(*) from t_one.order_line"));
        Assert.Equal(stored.Count, await ScalarAsync("select count(*) from t_one.history_entry where object = 'OrderLine' and kind = 'create'"));
        // The amount at every change, and the note from the second on.
        int changed = stored.Values.Sum(s => s.Version - 1), noted = stored.Values.Count(s => s.Version > 2);
        Assert.Equal(changed + noted, await ScalarAsync("select count(*) from t_one.history_entry where object = 'OrderLine' and kind = 'update' and field in ('amount', 'note')"));
        Assert.Equal(
            stored.Count + changed,
            await ScalarAsync("select sum(jsonb_array_length(payload->'ids'))::bigint from platform.outbox where topic = 'record.changed' and payload->>'object' = 'OrderLine' and (payload->>'kind' = 'create' or payload ? 'fields')"));
        foreach ((string id, (string Order, int Amount, int Version, string Number) line) in stored)
        {
            Assert.Equal(line.Version, await ScalarAsync($"select count(*) from platform.outbox where topic = 'record.changed' and payload->'ids' ? '{id}'"));
        }
    }

    private async Task<long> ScalarAsync(string sql)
    {
        await using NpgsqlCommand command = tenants.Host.Database.DataSource.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<JsonElement> DataAsync(HttpClient client, string query, object variables)
    {
        JsonElement body = await PostAsync(client, query, variables);
        Assert.False(body.TryGetProperty("errors", out JsonElement errors), errors.ToString());
        return body.GetProperty("data").GetProperty("m");
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, string query, object variables)
    {
        using HttpResponseMessage response = await client.PostAsJsonAsync("/graphql", new { query, variables });
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
