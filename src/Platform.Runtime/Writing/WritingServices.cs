using Platform.Runtime.Configuration;
using Platform.Runtime.Database;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.Encryption;
using Platform.Runtime.Writing.Merging;
using Platform.Runtime.Writing.Tracing;

namespace Platform.Runtime.Writing;

/// <summary>The services of writing records.</summary>
public static class WritingServices
{
    /// <summary>Adds the write pipeline (<see cref="IRecordWriter"/>) with the keys of the data directory.</summary>
    public static IServiceCollection AddWriting(this IServiceCollection services)
    {
        services.AddSingleton(s => MasterKeys.Open(s.GetRequiredService<PlatformOptions>().DataDirectory));
        services.AddSingleton<FieldCipher>();
        services.AddSingleton<KeyRotation>();
        services.AddSingleton(new WriteOptions());
        services.AddSingleton<CommitBell>();
        // The pipeline's statements are led by ids: no value asks for a plan of its own.
        services.AddSingleton(s => new RecordWriter(
            s.GetRequiredService<RecordConnections>().PlannedOnce, s.GetRequiredService<FieldCipher>(), s.GetRequiredService<WriteOptions>(), s.GetRequiredService<CommitBell>(),
            s.GetService<IRecordHooks>(), s.GetRequiredService<RecordConnections>().Ordinary, [.. s.GetServices<IChangeListener>()], s.GetRequiredService<TimeProvider>(), s.GetService<ITransactionTraces>()));
        services.AddSingleton<MergeRetention>();
        services.AddHostedService(s => s.GetRequiredService<MergeRetention>());
        services.AddSingleton<StorageRoom>();
        services.AddSingleton<IRecordWriter, RoomCheckedWriter>();
        return services;
    }
}
