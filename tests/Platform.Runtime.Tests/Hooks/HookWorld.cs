using Platform.Metadata.Collections;
using Platform.Metadata.Compilation;
using Platform.Metadata.Documents;
using Platform.Metadata.Reading;
using Platform.Runtime.Hooks;
using Platform.Runtime.Outbound;
using Platform.Runtime.Reading;
using Platform.Runtime.Tests.Writing;
using Platform.Runtime.Writing;
using Platform.Runtime.Secrets;
using Platform.Scripting.Limits;
using Platform.Scripting.Pooling;
using Platform.Scripting.Processes;
using Platform.Scripting.Sources;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Hooks;

/// <summary>The world of the pipeline's tests, with workers. Each test brings hooks of its own: a model that differs in nothing else.</summary>
public sealed class HookWorld(PostgresServer server) : IAsyncLifetime
{
    private readonly ScriptCompiler _compiler = new();
    private readonly TypeChecker _types = new();

    public WritingWorld Records { get; } = new(server);

    public ScriptHost Host { get; } = new(new WorkerLimits(), new ScriptLimits { RowsRead = 100, RecordsWritten = 20, Nesting = 3 }, TimeProvider.System);

    public HookEngine Engine { get; private set; } = null!;

    public HookChecks Checks { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Records.InitializeAsync();
        HookScripts scripts = new(_compiler);
        Checks = new HookChecks(scripts, new HookTypeChecks(_types));
        Engine = new HookEngine(Host, scripts, new HookQueries(new CursorKeys(tenant => tenant.ToByteArray()), new ReadingOptions(), TimeProvider.System), new EveryGrant(),
            new OutboundClient(new OutboundOptions()), new SecretStore(Records.DataSource, Records.Cipher, TimeProvider.System), TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await Records.DisposeAsync();
        await Host.DisposeAsync();
        await _compiler.DisposeAsync();
        await _types.DisposeAsync();
    }

    /// <summary>The world under hooks.</summary>
    public HookedWorld With(params HookDocument[] hooks)
    {
        IEnumerable<SourceDocument> documents = WritingDocuments.All.Select(text => DocumentReader.Read(WritingDocuments.Json(text)).Document!);
        Platform.Metadata.Compilation.Compilation compiled = ModelCompiler.Compile(documents.Concat(hooks.Select(h => new SourceDocument(h))));
        return new HookedWorld(
            this, compiled.Model ?? throw new InvalidOperationException(string.Join('\n', compiled.Diagnostics)),
            new RecordWriter(Records.DataSource, Records.Cipher, new WriteOptions(), hooks: Engine));
    }

    private sealed class EveryGrant : IScriptGrants
    {
        public ValueTask<bool> HasAsync(Guid tenant, ScriptDocument script, string right, CancellationToken cancellation) => ValueTask.FromResult(true);
    }

    /// <summary>A hook of one file.</summary>
    public static HookDocument Hook(
        string target, HookEvent[] on, string source, HookIdentity runAs = HookIdentity.User, string name = "hook", int order = 100, params HookAccess[] access) => new()
        {
            Name = name,
            Id = name,
            Label = LocalizedText.Of("Test hook"),
            Object = target,
            On = on.ToEquatableArray(),
            Source = name + ".ts",
            Modules = [new HookModule(name + ".ts", source)],
            RunAs = runAs,
            Order = order,
            Access = access.ToEquatableArray(),
            Messages = [new HookMessage("refused", new LocalizedText([new("en", "Not {what}."), new("zh-CN", "不可以{what}。")]))],
        };
}
