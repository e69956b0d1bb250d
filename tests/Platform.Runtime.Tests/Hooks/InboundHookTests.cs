using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Platform.Testing;
using Xunit;
using static Platform.Runtime.Tests.Hooks.HookedHost;

namespace Platform.Runtime.Tests.Hooks;

/// <summary>Hooks that take calls of other systems, through a whole host.</summary>
public sealed class InboundHookTests(TestHost host) : IClassFixture<TestHost>, IAsyncLifetime
{
    private const string Endpoint =
        """{"kind":"inboundEndpoint","name":"orders","label":"Orders","path":"orders","scheme":"bearer","secret":"orders","keyHeader":"Idempotency-Key","object":"Deal","hook":"taking","headers":["X-Shop"]}""";

    private HookedHost _world = null!;
    private HttpClient _sender = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await HookedHost.OpenAsync(host);
        _sender = host.CreateClient();
        Succeeded(await _world.AskAsync("/metadata", "mutation { setSecret(name: \"orders\", value: \"shared secret\", keepPreviousHours: 0) { generated } }"));
    }

    public ValueTask DisposeAsync()
    {
        _world.Dispose();
        _sender.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_call_is_handed_to_the_hook_whose_writes_and_answer_count_once()
    {
        await PublishAsync("const { id } = await db.create('Deal', { title: body.title, amount: body.lines.length }); await db.create('Trace', body.lines.map((line) => ({ title: `${body.title} ${line}` }))); return { deal: id, shop: headers['x-shop'], other: headers.authorization ?? null, key };");
        string title = $"order {Guid.NewGuid():N}";
        string body = JsonSerializer.Serialize(new { title, lines = new[] { "a", "b" } });
        (HttpStatusCode Status, string Answer, bool IsRepeated)[] all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendAsync(body, title)));
        Assert.All(all, a => Assert.Equal((HttpStatusCode.OK, all[0].Answer), (a.Status, a.Answer)));
        Assert.Equal((HttpStatusCode.OK, all[0].Answer, true), await SendAsync("{\"title\":\"another\"}", title));
        using var answer = JsonDocument.Parse(all[0].Answer);
        Assert.Equal(("north", title), (answer.RootElement.GetProperty("shop").GetString(), answer.RootElement.GetProperty("key").GetString()));
        Assert.Equal(JsonValueKind.Null, answer.RootElement.GetProperty("other").ValueKind);
        Assert.Equal([$"{title} a", $"{title} b"], (await _world.TracesAsync(title)).Order());
    }

    [Theory]
    [InlineData("await db.create('Trace', { title: body.title }); context.error(null, 'Not this one.');", "HOOK_REFUSED: Not this one.")]
    [InlineData("await db.create('Trace', { title: body.title }); throw new Error('broken');", "HOOK_THROWN")]
    [InlineData("await db.create('Trace', { title: body.title }); return 'x'.repeat(70000);", "HOOK_RESULT_INVALID")]
    [InlineData("await db.create('Trace', { title: body.title }); return { answer: 'x'.repeat(70000) };", "HOOK_RESULT_INVALID")]
    [InlineData("await db.create('Trace', { title: body.title }); body.title = 'x';", "HOOK_THROWN")]
    public async Task A_hook_that_objects_or_fails_refuses_the_call_and_leaves_nothing_behind(string source, string error)
    {
        await PublishAsync(source);
        string title = $"refused {Guid.NewGuid():N}";
        (HttpStatusCode status, string answer, _) = await SendAsync(JsonSerializer.Serialize(new { title }), title);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.DoesNotContain("HOOK", answer, StringComparison.Ordinal);
        Assert.Empty(await _world.TracesAsync(title));
        JsonElement calls = Succeeded(await _world.AskAsync("/metadata", "{ inboundCalls(endpoint: \"orders\", failedOnly: true, first: 1) { code error } }")).GetProperty("inboundCalls");
        Assert.Contains(error, calls.ToString(), StringComparison.Ordinal);

        await PublishAsync("await db.create('Trace', { title: body.title }); return null;");
        Assert.Equal((HttpStatusCode.OK, "{}", false), await SendAsync(JsonSerializer.Serialize(new { title }), title));
        Assert.Equal([title], await _world.TracesAsync(title));
    }

    private async Task PublishAsync(string source)
    {
        await _world.HookAsync("taking", ["inbound"], "'use strict'; const { body, headers } = context; " + source);
        await _world.PublishAsync(Endpoint, "SCRIPT_RIGHTS");
    }

    private async Task<(HttpStatusCode Status, string Answer, bool IsRepeated)> SendAsync(string body, string key)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/hooks/in/default/orders") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "shared secret");
        request.Headers.Add("Idempotency-Key", key);
        request.Headers.Add("X-Shop", "north");
        using HttpResponseMessage response = await _sender.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response.Headers.Contains("Idempotent-Replayed"));
    }
}
