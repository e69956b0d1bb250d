using Platform.GraphQL.Lowering;
using Platform.Metadata.Permissions;
using Platform.Runtime.Reading;
using Xunit;

namespace Platform.Runtime.Tests.Reading;

public sealed class OperationCachesTests
{
    private static readonly Dictionary<string, object?> NoVariables = [];

    [Fact]
    public void All_caches_together_are_bounded_and_those_in_use_stay()
    {
        OperationCaches caches = new(new ReadingOptions { MaxPlans = 100 }, TimeProvider.System);
        PermissionSet busy = Rights(), idle = Rights();
        CachedOperation first = Plan(caches, idle, 0), kept = Plan(caches, busy, 0);
        for (int i = 1; i < 30; i++)
        {
            Plan(caches, idle, i);
            Assert.InRange(caches.Count, 1, 100);
        }

        for (int i = 1; i < 500; i++)
        {
            Plan(caches, Rights(), i);
            Assert.Same(kept, Plan(caches, busy, 0));
            Assert.InRange(caches.Count, 1, 100);
        }

        Assert.NotSame(first, Plan(caches, idle, 0));
    }

    [Fact]
    public void What_nobody_asks_for_any_more_is_given_up()
    {
        SteppedTime time = new();
        OperationCaches caches = new(new ReadingOptions { IdleAfter = TimeSpan.FromMinutes(10) }, time);
        PermissionSet idle = Rights(), busy = Rights();
        for (int i = 0; i < 5; i++) Plan(caches, idle, i);
        CachedOperation kept = Plan(caches, busy, 0);
        time.Now += TimeSpan.FromMinutes(6);
        Assert.Same(kept, Plan(caches, busy, 0));
        time.Now += TimeSpan.FromMinutes(6);
        Assert.Same(kept, Plan(caches, busy, 0));
        Assert.Equal(2, caches.Count);
    }

    // Each time another instance, as for another tenant.
    private static PermissionSet Rights() =>
        new(Guid.NewGuid().ToString(), [], ReadingFixture.Model.Objects.AsSpan().ToArray().ToDictionary(o => o.Name, o => PermissionCompiler.ForPlatform(ReadingFixture.Model).For(o.Name)));

    private static CachedOperation Plan(OperationCaches caches, PermissionSet rights, int number)
    {
        CachedOperation operation = caches.Of(ReadingFixture.Model, rights).Get($"{{ a{number}: accounts {{ totalCount }} }}", null);
        operation.Plan(NoVariables, ReadingFixture.Tenant, ReachForm.Computed);
        return operation;
    }

    private sealed class SteppedTime : TimeProvider
    {
        public TimeSpan Now { get; set; } = TimeSpan.FromHours(1);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
