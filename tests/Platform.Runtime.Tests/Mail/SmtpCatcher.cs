using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using Platform.Runtime.Configuration;
using SmtpServer;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Platform.Runtime.Tests.Mail;

/// <summary>A real SMTP server on the loopback address that keeps what it takes, behind a line that can be cut.</summary>
internal sealed class SmtpCatcher : MessageStore, IMailboxFilter, IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<MimeMessage> _taken = [];
    private readonly ConcurrentBag<TcpClient> _lines = [];
    private readonly TcpListener _line = new(IPAddress.Loopback, 0);
    private readonly Task _served;
    private readonly Task _forwarded;

    public SmtpCatcher(MailTls tls = MailTls.None)
    {
        int port = FreePort();
        SmtpServer.ComponentModel.ServiceProvider services = new();
        services.Add((IMessageStore)this);
        services.Add((IMailboxFilter)this);
        Certificate = tls == MailTls.None ? null : NewCertificate();
        ISmtpServerOptions options = new SmtpServerOptionsBuilder().ServerName("localhost").Endpoint(endpoint =>
        {
            endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, port)).IsSecure(tls == MailTls.Implicit);
            if (Certificate is not null) endpoint.Certificate(Certificate);
        }).Build();
        _served = new SmtpServer.SmtpServer(options, services).StartAsync(_stop.Token);
        _line.Start();
        _forwarded = ForwardAsync(port);
        Options = new MailOptions("localhost", ((IPEndPoint)_line.LocalEndpoint).Port, tls, "Platform <crm@example.com>");
    }

    public MailOptions Options { get; }

    public X509Certificate2? Certificate { get; }

    /// <summary>What the server took, in order.</summary>
    public IReadOnlyList<MimeMessage> Taken => [.. _taken];

    /// <summary>How the next recipients are answered; 250 when there is none.</summary>
    public ConcurrentQueue<int> Answers { get; } = [];

    /// <summary>The line is cut when the next mail was taken, before the server can say so.</summary>
    public bool CutsAfterTaking { get; set; }

    /// <summary>What the server waits for before it answers about a recipient.</summary>
    public Func<string, Task> BeforeAnswer { get; set; } = _ => Task.CompletedTask;

    /// <summary>What the server waits for before it says that it took a mail to a recipient.</summary>
    public Func<string, Task> AfterTaking { get; set; } = _ => Task.CompletedTask;

    public override async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
    {
        using MemoryStream content = new(buffer.ToArray());
        MimeMessage taken = await MimeMessage.LoadAsync(content, cancellationToken);
        _taken.Enqueue(taken);
        await AfterTaking(taken.To.Mailboxes.Single().Address).WaitAsync(cancellationToken);
        if (!CutsAfterTaking) return SmtpResponse.Ok;
        CutsAfterTaking = false;
        foreach (TcpClient line in _lines) line.Dispose();
        return SmtpResponse.Ok;
    }

    public Task<bool> CanAcceptFromAsync(ISessionContext context, IMailbox from, int size, CancellationToken cancellationToken) => Task.FromResult(true);

    public async Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken)
    {
        await BeforeAnswer($"{to.User}@{to.Host}").WaitAsync(cancellationToken);
        return Answers.TryDequeue(out int code) && code != 250 ? throw new SmtpResponseException(new SmtpResponse((SmtpReplyCode)code, "not now")) : true;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _line.Stop();
        foreach (TcpClient line in _lines) line.Dispose();
        await Task.WhenAll(_served, _forwarded).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        Certificate?.Dispose();
    }

    private async Task ForwardAsync(int port)
    {
        while (!_stop.IsCancellationRequested)
        {
            TcpClient near = await _line.AcceptTcpClientAsync(_stop.Token);
            TcpClient far = new();
            await far.ConnectAsync(IPAddress.Loopback, port, _stop.Token);
            _lines.Add(near);
            _lines.Add(far);
            _ = PumpAsync(near, far);
            _ = PumpAsync(far, near);
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream(), _stop.Token);
        }
        catch (Exception cut) when (cut is IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // The line was cut.
        }
        finally
        {
            from.Dispose();
            to.Dispose();
        }
    }

    private static int FreePort()
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static X509Certificate2 NewCertificate()
    {
        using var key = RSA.Create(2048);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
