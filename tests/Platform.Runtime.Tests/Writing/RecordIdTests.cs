using System.Collections.Concurrent;
using Platform.Runtime.Writing;
using Xunit;

namespace Platform.Runtime.Tests.Writing;

public sealed class RecordIdTests
{
    [Fact]
    public void Ids_are_of_version_7_and_tell_when_they_were_made()
    {
        long before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var id = RecordIds.New();
        long after = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

        byte[] bytes = id.ToByteArray(bigEndian: true);
        long told = bytes.Take(6).Aggregate(0L, (time, next) => (time << 8) | next);
        Assert.Equal(7, id.Version);
        Assert.Equal(0x80, bytes[8] & 0xC0);
        Assert.InRange(told, before, after);
    }

    [Fact]
    public void No_two_are_the_same_on_whichever_threads_they_are_made()
    {
        ConcurrentBag<Guid> made = [];
        Parallel.For(0, 16, _ =>
        {
            for (int i = 0; i < 5_000; i++) made.Add(RecordIds.New());
        });

        Assert.Equal(80_000, made.Distinct().Count());
    }

    [Fact]
    public void Every_random_bit_is_used()
    {
        byte[] seen = new byte[16], missing = new byte[16];
        for (int i = 0; i < 1_000; i++)
        {
            byte[] bytes = RecordIds.New().ToByteArray(bigEndian: true);
            for (int b = 0; b < bytes.Length; b++)
            {
                seen[b] |= bytes[b];
                missing[b] |= (byte)~bytes[b];
            }
        }

        byte[] random = [0x0F, 0xFF, 0x3F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];
        Assert.All(random.Select((bits, i) => (Bits: bits, At: i + 6)), r => Assert.Equal(r.Bits, seen[r.At] & missing[r.At] & r.Bits));
    }
}
