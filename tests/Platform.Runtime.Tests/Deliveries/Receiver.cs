using System.Collections.Concurrent;
using System.Globalization;
using Platform.Runtime.Deliveries;

namespace Platform.Runtime.Tests.Deliveries;

/// <summary>Takes numbers, and fails as it is told.</summary>
internal sealed class Receiver(string topic) : IDeliverer
{
    private readonly ConcurrentQueue<(string Lane, int Number)> _taken = [];
    private int _refused;

    public string Topic => topic;

    public int? Most { get; init; }

    public string? Down { get; set; }

    public string? Broken { get; set; }

    public string? Gone { get; set; }

    public TimeSpan? Busy { get; set; }

    public bool IsLacking { get; set; }

    public Exception? Trip { get; set; }

    public string Reason { get; init; } = "down";

    public DeliveryReceipt? Receipt { get; set; }

    public Func<Delivery, Task> During { get; set; } = _ => Task.CompletedTask;

    public ConcurrentQueue<string> Interruptions { get; } = [];

    public int? Refusing { get; set; }

    public int Refused => _refused;

    public IEnumerable<int> Of(string lane) => _taken.Where(t => t.Lane == lane).Select(t => t.Number);

    public async Task DeliverAsync(Delivery delivery, CancellationToken cancellation)
    {
        int number = int.Parse(delivery.Payload, CultureInfo.InvariantCulture);
        delivery.Receipt = Receipt;
        await During(delivery);
        if (Trip is { } trip) throw trip;
        if (IsLacking)
        {
            Interlocked.Increment(ref _refused);
            throw new PostponedException("no worker");
        }

        if (delivery.Target == Gone) throw new TargetGoneException("gone");
        if (Busy is { } after) throw new TargetBusyException("busy", after);
        if (delivery.Lane == Down || delivery.Target == Broken)
        {
            Interlocked.Increment(ref _refused);
            throw new HttpRequestException(Reason);
        }

        if (number == Refusing) throw new UndeliverableException("never");
        _taken.Enqueue((delivery.Lane, number));
    }

    public Task InterruptedAsync(Guid tenantId, string target, bool isStopped, string reason, CancellationToken cancellation)
    {
        Interruptions.Enqueue($"{target} {isStopped} {reason}");
        return Task.CompletedTask;
    }
}
