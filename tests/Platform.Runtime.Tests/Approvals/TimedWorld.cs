using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.Approvals;
using Platform.Runtime.Records;
using Platform.Runtime.Timers;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Approvals;

/// <summary>The people who approve, under a clock that the test sets; it begins on a Monday at nine in Shanghai.</summary>
public abstract class TimedWorld : ApprovalWorld
{
    protected TimedWorld(PostgresServer server)
        : base(server)
    {
    }

    private protected TimedWorld(PostgresServer server, string template, TenantModel model)
        : base(server, template, model, "seller", "boss", "finance", "auditor")
    {
    }

    /// <summary>When the world begins.</summary>
    protected static DateTimeOffset Monday { get; } = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    private protected TimerStore Store => new(DataSource);

    protected override DateTimeOffset? Beginning => Monday;

    /// <summary>Fires what is due; gives how many timers that were.</summary>
    protected async Task<int> SweepAsync()
    {
        TimerService service = new(Store, [new Handler(this)], new TimerOptions(), Clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<TimerService>.Instance);
        return await service.SweepAsync(TestContext.Current.CancellationToken);
    }

    private protected Task FireAsync(DueTimer timer) => new ApprovalTimerHandler(null!, null!, Writer).FireAsync(
        timer,
        new RecordCaller(timer.TenantId, "t_approvals", Model, PermissionCompiler.Compile(Model, []), ApprovalTimers.SubmitterOf(timer)) { TenantTimeZone = "UTC" },
        TestContext.Current.CancellationToken);

    private sealed class Handler(TimedWorld world) : ITimerHandler
    {
        private readonly ApprovalTimerHandler _handler = new(null!, null!, world.Writer);

        public string Topic => _handler.Topic;

        public bool NeverGivesUp => ((ITimerHandler)_handler).NeverGivesUp;

        public Task FireAsync(DueTimer timer, CancellationToken cancellation) => world.FireAsync(timer);
    }
}
