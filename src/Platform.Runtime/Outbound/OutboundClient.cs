using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Platform.Runtime.Outbound;

/// <summary>
/// Calls servers that documents and hooks name: the one way in which the platform reaches out by HTTP. Networks that are not public are out of reach unless the operator
/// allows them; time, headers and body have limits; there are no proxies, cookies or credentials of the host's; redirections are not followed unless the call says so.
/// </summary>
public sealed class OutboundClient : IDisposable
{
    private static readonly string[] OwnHeaders =
        ["host", "connection", "content-length", "content-type", "transfer-encoding", "te", "trailer", "upgrade", "expect", "keep-alive", "proxy-authorization", "proxy-connection"];

    private readonly OutboundOptions _options;
    private readonly HttpMessageInvoker _invoker;

    /// <summary>A client with its own connections.</summary>
    /// <param name="options">Limits.</param>
    /// <param name="lookUp">Finds the addresses of a name; the system's way when null.</param>
    /// <param name="handler">Carries calls in place of the network; null for the network.</param>
    public OutboundClient(OutboundOptions options, Func<string, CancellationToken, Task<IPAddress[]>>? lookUp = null, HttpMessageHandler? handler = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        OutboundConnections connections = new(options, lookUp ?? Dns.GetHostAddressesAsync);
        _invoker = new HttpMessageInvoker(handler ?? new SocketsHttpHandler
        {
            ConnectCallback = connections.ConnectAsync,
            ConnectTimeout = options.ConnectLimit,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            MaxConnectionsPerServer = options.MaxConnections,
            MaxResponseHeadersLength = options.MaxHeaderKilobytes,
            MaxResponseDrainSize = 0,
            PooledConnectionLifetime = options.ConnectionLifetime,
        });
    }

    /// <summary>Makes a call.</summary>
    /// <exception cref="OutboundException">It came to nothing. An answer with a status of an error is an answer.</exception>
    public async Task<OutboundResponse> SendAsync(OutboundRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        TimeSpan time = request.TimeLimit is { } asked && asked < _options.TimeLimit ? asked : _options.TimeLimit;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(time);
        try
        {
            return await FollowAsync(request, limit.Token);
        }
        catch (OperationCanceledException cause) when (!cancellation.IsCancellationRequested)
        {
            throw new OutboundException(OutboundCodes.TimedOut, "The server took too long.", cause);
        }
        catch (HttpRequestException cause)
        {
            throw Translated(cause);
        }
        catch (Exception cause) when (cause is IOException or SocketException)
        {
            throw new OutboundException(OutboundCodes.Unreachable, "The connection broke off.", cause);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _invoker.Dispose();

    private async Task<OutboundResponse> FollowAsync(OutboundRequest request, CancellationToken cancellation)
    {
        Uri address = Address(request.Url);
        for (int redirects = 0; ; redirects++)
        {
            using HttpRequestMessage message = Message(request, address);
            using HttpResponseMessage answer = await _invoker.SendAsync(message, cancellation);
            if (request.MaxRedirects == 0 || Next(address, answer) is not { } next) return await ReadAsync(request, answer, cancellation);
            if (redirects == request.MaxRedirects) throw new OutboundException(OutboundCodes.RedirectRefused, "The server sends the call on too often.");
            request = Redirected(request, address, next, answer.StatusCode);
            address = next;
        }
    }

    private static Uri Address(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? address) || !IsWeb(address) || address.Host.Length == 0 || address.UserInfo.Length > 0)
        {
            throw new OutboundException(OutboundCodes.UrlInvalid, "The URL must be one of http or https, without a user.");
        }

        return address;
    }

    private static bool IsWeb(Uri address) => address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps;

    private static HttpRequestMessage Message(OutboundRequest request, Uri address)
    {
        HttpRequestMessage message = new(request.Method, address) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
        if (request.Body is { } body)
        {
            message.Content = new ReadOnlyMemoryContent(body);
            if (!MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)) throw InvalidHeader("content-type");
            message.Content.Headers.ContentType = type;
        }

        foreach ((string name, string value) in request.Headers)
        {
            if (!IsHeader(name, value) || !message.Headers.TryAddWithoutValidation(name, value)) throw InvalidHeader(name);
        }

        return message;
    }

    /// <summary>True for a header that a call may have: a token as its name (RFC 9110), no control characters in its value, and none that the client sets.</summary>
    public static bool IsHeader(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        return name.Length is > 0 and <= 100
            && name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal))
            && value.All(c => c is '\t' or (>= ' ' and < '\x7F'))
            && !OwnHeaders.Contains(name, StringComparer.OrdinalIgnoreCase);
    }

    private static OutboundException InvalidHeader(string name) => new(OutboundCodes.HeaderInvalid, $"The header '{name}' cannot be sent.");

    private static Uri? Next(Uri address, HttpResponseMessage answer)
    {
        bool isRedirection = (int)answer.StatusCode is 301 or 302 or 303 or 307 or 308;
        if (!isRedirection || answer.Headers.Location is not { } location) return null;
        Uri next = location.IsAbsoluteUri ? location : new Uri(address, location);
        bool isSafe = IsWeb(next) && next.UserInfo.Length == 0 && (address.Scheme != Uri.UriSchemeHttps || next.Scheme == Uri.UriSchemeHttps);
        return isSafe ? next : throw new OutboundException(OutboundCodes.RedirectRefused, "The server sends the call to where it must not go.");
    }

    private static OutboundRequest Redirected(OutboundRequest request, Uri from, Uri to, HttpStatusCode status)
    {
        // As browsers do: all but 307 and 308 come back as a question for what is there.
        bool keeps = (int)status is 307 or 308 || request.Method == HttpMethod.Get || request.Method == HttpMethod.Head;
        bool isSame = from.Host == to.Host && from.Port == to.Port && from.Scheme == to.Scheme;
        return request with
        {
            Method = keeps ? request.Method : HttpMethod.Get,
            Body = keeps ? request.Body : null,
            // What a header holds may be meant for the first server alone.
            Headers = isSame ? request.Headers : [],
        };
    }

    private async Task<OutboundResponse> ReadAsync(OutboundRequest request, HttpResponseMessage answer, CancellationToken cancellation)
    {
        int most = request.MaxBodyBytes is { } asked && asked < _options.MaxBodyBytes ? asked : _options.MaxBodyBytes;
        ArrayBufferWriter<byte> body = new();
        bool isCut = false;
        await using Stream stream = await answer.Content.ReadAsStreamAsync(cancellation);
        while (true)
        {
            // One byte more than is kept tells whether there is more.
            Memory<byte> room = body.GetMemory(4096);
            int read = await stream.ReadAsync(room[..Math.Min(room.Length, most + 1 - body.WrittenCount)], cancellation);
            if (read == 0) break;
            body.Advance(read);
            isCut = body.WrittenCount > most;
            if (isCut) break;
        }

        KeyValuePair<string, string>[] headers =
        [
            .. answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated)
                .SelectMany(h => h.Value.Select(v => KeyValuePair.Create(h.Key.ToLowerInvariant(), v))),
        ];
        return new OutboundResponse((int)answer.StatusCode, headers, body.WrittenMemory[..Math.Min(body.WrittenCount, most)], isCut);
    }

    private static OutboundException Translated(HttpRequestException cause)
    {
        for (Exception? inner = cause; inner is not null; inner = inner.InnerException)
        {
            if (inner is OutboundException known) return known;
        }

        return cause.HttpRequestError switch
        {
            HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.ResponseEnded or HttpRequestError.HttpProtocolError =>
                new OutboundException(OutboundCodes.AnswerInvalid, "The server's answer cannot be understood.", cause),
            HttpRequestError.SecureConnectionError => new OutboundException(OutboundCodes.Unreachable, "The server's certificate cannot be trusted.", cause),
            HttpRequestError.NameResolutionError => new OutboundException(OutboundCodes.Unreachable, "There is no such server.", cause),
            _ => new OutboundException(OutboundCodes.Unreachable, "The server cannot be reached.", cause),
        };
    }
}
