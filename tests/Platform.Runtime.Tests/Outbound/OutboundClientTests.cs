using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Platform.Runtime.Outbound;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Outbound;

/// <summary>Calls to servers that documents name, to real servers of this machine.</summary>
public sealed class OutboundClientTests : IAsyncLifetime
{
    private static readonly OutboundOptions Local = new() { Allowed = [IPNetwork.Parse("127.0.0.0/8")] };
    private LocalServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await LocalServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_call_arrives_with_its_headers_and_body_and_nothing_of_the_host()
    {
        using OutboundClient client = new(Local);
        _server.Answer = async (_, context) =>
        {
            context.Response.StatusCode = 207;
            context.Response.Headers.SetCookie = "a=b";
            context.Response.Headers["X-Answer"] = "yes";
            await context.Response.WriteAsync("héllo");
        };
        OutboundRequest request = new(HttpMethod.Post, _server.Address + "path?q=1") { Headers = [new("X-Mine", "v")], Body = "{}"u8.ToArray() };
        OutboundResponse answer = await client.SendAsync(request, Cancellation);
        await client.SendAsync(request, Cancellation);
        Assert.Equal((207, "héllo", "yes", false), (answer.Status, Encoding.UTF8.GetString(answer.Body.Span), answer.Header("x-answer"), answer.IsCut));
        LocalCall call = _server.Calls[1];
        Assert.Equal(("POST", "/path?q=1", "{}"), (call.Method, call.Path, call.Body));
        Assert.Equal(["content-length", "content-type", "host", "x-mine"], call.Headers.Keys.Order());
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/")]
    [InlineData("http://localhost:{0}/")]
    [InlineData("http://2130706433:{0}/")]
    [InlineData("http://0177.0.0.1:{0}/")]
    [InlineData("http://0x7f.1:{0}/")]
    [InlineData("http://127.1:{0}/")]
    [InlineData("http://0:{0}/")]
    [InlineData("http://[::1]:{0}/")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}/")]
    [InlineData("http://[::ffff:7f00:1]:{0}/")]
    [InlineData("http://①②⑦.⓪.⓪.①:{0}/")]
    [InlineData("http://１２７。０。０。１:{0}/")]
    public async Task No_way_of_writing_an_address_of_this_machine_leads_to_it(string form)
    {
        using OutboundClient client = new(new OutboundOptions());
        OutboundException refusal = await Assert.ThrowsAsync<OutboundException>(
            () => client.SendAsync(new OutboundRequest(HttpMethod.Get, string.Format(null, form, _server.Address.Port)), Cancellation));
        Assert.Contains(refusal.Code, (string[])[OutboundCodes.AddressRefused, OutboundCodes.UrlInvalid, OutboundCodes.Unreachable]);
        Assert.Empty(_server.Calls);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.com/")]
    [InlineData("gopher://127.0.0.1/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/relative")]
    [InlineData("")]
    [InlineData("http://user:password@example.com/")]
    [InlineData("http:///path")]
    public async Task Only_web_addresses_without_a_user_are_called(string url)
    {
        using OutboundClient client = new(Local);
        OutboundException refusal = await Assert.ThrowsAsync<OutboundException>(() => client.SendAsync(new OutboundRequest(HttpMethod.Get, url), Cancellation));
        Assert.Equal(OutboundCodes.UrlInvalid, refusal.Code);
    }

    [Fact]
    public async Task A_name_is_looked_up_once_for_a_connection_which_goes_to_the_address_that_was_checked()
    {
        int asked = 0;
        using OutboundClient client = new(
            Local with { Allowed = [IPNetwork.Parse("127.0.0.1/32")] },
            (_, _) => Task.FromResult<IPAddress[]>([Interlocked.Increment(ref asked) == 1 ? IPAddress.Loopback : IPAddress.Parse("127.0.0.2")]));
        string url = $"http://shop.example:{_server.Address.Port}/";
        for (int i = 0; i < 3; i++) Assert.Equal(200, (await client.SendAsync(new OutboundRequest(HttpMethod.Get, url), Cancellation)).Status);
        Assert.Equal(1, asked);
        Assert.All(_server.Calls, c => Assert.StartsWith("shop.example:", c.Headers["host"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_that_comes_to_mean_a_private_address_is_refused_then()
    {
        IPAddress meaning = IPAddress.Loopback;
        using OutboundClient client = new(
            Local with { Allowed = [IPNetwork.Parse("127.0.0.1/32")], ConnectionLifetime = TimeSpan.Zero }, (_, _) => Task.FromResult<IPAddress[]>([meaning]));
        OutboundRequest request = new(HttpMethod.Get, $"http://shop.example:{_server.Address.Port}/");
        Assert.Equal(200, (await client.SendAsync(request, Cancellation)).Status);
        meaning = IPAddress.Parse("127.0.0.2");
        Assert.Equal(OutboundCodes.AddressRefused, (await Assert.ThrowsAsync<OutboundException>(() => client.SendAsync(request, Cancellation))).Code);
    }

    [Fact]
    public async Task A_name_with_one_private_address_among_others_is_refused()
    {
        using OutboundClient client = new(new OutboundOptions(), (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("1.1.1.1"), IPAddress.Parse("::ffff:10.0.0.1")]));
        OutboundException refusal = await Assert.ThrowsAsync<OutboundException>(() => client.SendAsync(new OutboundRequest(HttpMethod.Get, "http://münchen.example/"), Cancellation));
        Assert.Equal(OutboundCodes.AddressRefused, refusal.Code);
    }

    [Fact]
    public async Task Redirections_are_answers_unless_the_call_follows_them_and_then_each_is_checked()
    {
        using OutboundClient client = new(Local);
        string Path(LocalCall call) => call.Path.TrimStart('/');
        _server.Answer = (call, context) =>
        {
            string to = Path(call);
            if (to.Length > 0) context.Response.Redirect(to == "private" ? "http://10.255.255.1/" : to == "loop" ? "/loop" : to == "file" ? "file:///etc/passwd" : "/", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        };
        OutboundRequest post = new(HttpMethod.Post, _server.Address + "once") { Body = "x"u8.ToArray(), Headers = [new("authorization", "secret")] };
        Assert.Equal(307, (await client.SendAsync(post, Cancellation)).Status);
        Assert.Equal(200, (await client.SendAsync(post with { MaxRedirects = 1 }, Cancellation)).Status);
        Assert.Equal(("POST", "/", "x", "secret"), (_server.Calls[^1].Method, _server.Calls[^1].Path, _server.Calls[^1].Body, _server.Calls[^1].Headers["authorization"]));
        Assert.Equal(OutboundCodes.AddressRefused, await RefusalAsync("private"));
        Assert.Equal(OutboundCodes.RedirectRefused, await RefusalAsync("loop"));
        Assert.Equal(OutboundCodes.RedirectRefused, await RefusalAsync("file"));

        async Task<string> RefusalAsync(string path) => (await Assert.ThrowsAsync<OutboundException>(
            () => client.SendAsync(post with { Url = _server.Address + path, MaxRedirects = 3 }, Cancellation))).Code;
    }

    [Fact]
    public async Task What_is_meant_for_one_server_is_not_sent_to_another()
    {
        await using LocalServer other = await LocalServer.StartAsync();
        using OutboundClient client = new(Local);
        _server.Answer = (_, context) =>
        {
            context.Response.Redirect(other.Address.ToString());
            return Task.CompletedTask;
        };
        await client.SendAsync(new OutboundRequest(HttpMethod.Post, _server.Address.ToString()) { Body = "x"u8.ToArray(), Headers = [new("authorization", "secret")], MaxRedirects = 1 }, Cancellation);
        LocalCall call = Assert.Single(other.Calls);
        Assert.Equal(("GET", ""), (call.Method, call.Body));
        Assert.DoesNotContain("authorization", call.Headers.Keys);
    }

    [Fact]
    public async Task An_endless_body_is_cut_and_an_endless_wait_ended()
    {
        using OutboundClient client = new(Local with { MaxBodyBytes = 10_000, TimeLimit = TimeSpan.FromMinutes(1) });
        byte[] part = Encoding.ASCII.GetBytes(new string('x', 1000));
        _server.Answer = async (call, context) =>
        {
            while (call.Path == "/endless" && !context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(part);
            if (call.Path == "/never") await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        OutboundResponse cut = await client.SendAsync(new OutboundRequest(HttpMethod.Get, _server.Address + "endless"), Cancellation);
        Assert.Equal((10_000, true), (cut.Body.Length, cut.IsCut));
        OutboundException refusal = await Assert.ThrowsAsync<OutboundException>(
            () => client.SendAsync(new OutboundRequest(HttpMethod.Get, _server.Address + "never") { TimeLimit = TimeSpan.FromMilliseconds(200) }, Cancellation));
        Assert.Equal(OutboundCodes.TimedOut, refusal.Code);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nX: {0}\r\n\r\n", OutboundCodes.AnswerInvalid)]
    [InlineData("220 mail.example ESMTP\r\n", OutboundCodes.AnswerInvalid)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx", OutboundCodes.AnswerInvalid)]
    [InlineData("", OutboundCodes.AnswerInvalid)]
    public async Task Answers_that_are_none_have_a_code(string answer, string code)
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task serving = Task.Run(async () =>
        {
            using TcpClient accepted = await listener.AcceptTcpClientAsync(Cancellation);
            NetworkStream stream = accepted.GetStream();
            await stream.ReadAtLeastAsync(new byte[4096], 1, cancellationToken: Cancellation);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Format(null, answer, new string('h', 100_000))), Cancellation);
            listener.Stop();
        }, Cancellation);
        using OutboundClient client = new(Local);
        OutboundException refusal = await Assert.ThrowsAsync<OutboundException>(
            () => client.SendAsync(new OutboundRequest(HttpMethod.Get, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/"), Cancellation));
        Assert.Contains(refusal.Code, (string[])[code, OutboundCodes.Unreachable]);
        await serving.ContinueWith(_ => { }, TaskScheduler.Default);
    }

    [Fact]
    public async Task A_server_that_is_not_there_has_a_code()
    {
        using OutboundClient client = new(Local);
        using TcpListener unused = new(IPAddress.Loopback, 0);
        unused.Start();
        int port = ((IPEndPoint)unused.LocalEndpoint).Port;
        unused.Stop();
        Assert.Equal(OutboundCodes.Unreachable, (await Assert.ThrowsAsync<OutboundException>(
            () => client.SendAsync(new OutboundRequest(HttpMethod.Get, $"http://127.0.0.1:{port}/"), Cancellation))).Code);
    }

    [Theory]
    [InlineData("Host", "other")]
    [InlineData("content-length", "3")]
    [InlineData("Transfer-Encoding", "chunked")]
    [InlineData("X-A", "b\r\nX-C: d")]
    [InlineData("X A", "b")]
    [InlineData("X-A", "\u4f60")]
    [InlineData("", "b")]
    public async Task Headers_cannot_change_what_is_sent_or_where_to(string name, string value)
    {
        using OutboundClient client = new(Local);
        OutboundException refusal = await Assert.ThrowsAsync<OutboundException>(
            () => client.SendAsync(new OutboundRequest(HttpMethod.Get, _server.Address.ToString()) { Headers = [new(name, value)] }, Cancellation));
        Assert.Equal(OutboundCodes.HeaderInvalid, refusal.Code);
        Assert.Empty(_server.Calls);
    }
}
