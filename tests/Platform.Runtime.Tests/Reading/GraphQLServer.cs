using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.GraphQL;
using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.Metadata.Permissions;
using Platform.Runtime.Identity;
using Platform.Runtime.Operations;
using Platform.Runtime.Reading;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.Encryption;
using Xunit;

namespace Platform.Runtime.Tests.Reading;

/// <summary>The endpoint over real HTTP, with callers given by the header <c>X-Role</c> and a writer that notes what it is asked for.</summary>
public sealed class GraphQLServer(Platform.Testing.PostgresServer postgres) : IAsyncLifetime
{
    public static readonly Guid User = Guid.Parse("00000000-0000-7000-8000-00000000000a");
    private WebApplication? _app;

    internal T Service<T>() where T : notnull => _app!.Services.GetRequiredService<T>();

    public ReadingFixture Data { get; } = new(postgres);

    internal NotingWriter Writer { get; } = new();

    internal FieldCipher Cipher { get; } = new(MasterKeys.Open(Directory.CreateTempSubdirectory("reading").FullName));

    public HttpClient Client { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Data.InitializeAsync();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestLineSize = 32 * 1024);
        builder.Services.AddSingleton(Data.Source);
        builder.Services.AddSingleton(Data.Connections);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IRecordWriter>(Writer);
        builder.Services.AddSingleton(new ReadingOptions { MaxBodyBytes = 100_000, StatementTimeout = TimeSpan.FromSeconds(2), MaxCost = 100_000, MaxResponseBytes = 1_000_000 });
        builder.Services.AddSingleton(new CursorKeys(tenant => tenant.ToByteArray()));
        builder.Services.AddSingleton(Cipher);
        builder.Services.AddSingleton<EncryptedValues>();
        builder.Services.AddSingleton<ICallerSource, RoleCallers>();
        builder.Services.AddSingleton<TeamReach>();
        builder.Services.AddSingleton<RecordsService>();
        builder.Services.AddOperations();
        builder.Services.AddSingleton<GraphQLEndpoint>();
        _app = builder.Build();
        _app.Use((context, next) =>
        {
            if (context.Request.Headers["X-Role"].ToString() is { Length: > 0 } role) context.Features.Set(Identity(role));
            return next(context);
        });
        _app.MapRecords();
        await _app.StartAsync();
        Client.BaseAddress = new Uri(_app.Urls.First());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_app is not null) await _app.DisposeAsync();
        await Data.DisposeAsync();
    }

    public Task<HttpResponseMessage> PostAsync(string query, object? variables = null, string role = "manager", string? accept = null) =>
        SendAsync(JsonSerializer.Serialize(new { query, variables }), role, accept);

    public async Task<HttpResponseMessage> SendAsync(string body, string role = "manager", string? accept = null, string type = "application/json")
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/graphql") { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return await SendAsync(request, role, accept);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string role, string? accept)
    {
        if (role.Length > 0) request.Headers.Add("X-Role", role);
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        return await Client.SendAsync(request);
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync()).RootElement;

    private static RequestIdentity Identity(string role) => new(
        Guid.Empty, "one", ReadingFixture.Tenant, Guid.Empty, Guid.Empty, User, "a@example.com", "Ann", [.. role.Split(',')], "en", "UTC", "USD", false);

    private sealed class RoleCallers : ICallerSource
    {
        public ValueTask<RecordCaller> FindAsync(RequestIdentity identity, CancellationToken cancellation) => new(new RecordCaller(
            identity.TenantId, identity.SchemaName, ReadingFixture.Model, PermissionCompiler.Compile(ReadingFixture.Model, identity.Roles), identity.UserId)
        { TenantTimeZone = "UTC" });

        public ValueTask<RecordCaller?> FindMovedAsync(RequestIdentity identity, RecordCaller before, CancellationToken cancellation) =>
            new((RecordCaller?)null);
    }

    internal sealed class NotingWriter : IRecordWriter
    {
        public List<PlannedMutation> Seen { get; } = [];

        public List<Guid> Ids { get; } = [];

        public WriteRefusal? Refusal { get; set; }

        public NpgsqlConnectionSource? Connections { get; set; }

        public async Task<WriteOutcome> WriteAsync(PlannedMutation mutation, RecordCaller caller, RecordProjection? projection, CancellationToken cancellation)
        {
            Seen.Add(mutation);
            if (Refusal is not null && mutation.Kind == MutationKind.Delete) return new WriteOutcome { Refusal = Refusal };
            IReadOnlyList<string?> records = [];
            if (projection is not null && Connections is not null)
            {
                await using Npgsql.NpgsqlConnection connection = await Connections();
                await using Npgsql.NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
                records = await projection.ReadAsync(connection, transaction, Ids, cancellation);
            }

            return new WriteOutcome
            {
                Records = records,
                Affected = Ids.Count,
                Warnings = [new WriteProblem("Account", null, null, "name", "ODD_NAME", "Odd.")],
                Failures = [new WriteFailure(1, new WriteRefusal(GraphQLErrorCode.Duplicate, "Twice.", [new WriteProblem("Account", null, 1, "email", "DUPLICATE", "Twice.")]))],
            };
        }
    }

    internal delegate ValueTask<Npgsql.NpgsqlConnection> NpgsqlConnectionSource();
}
