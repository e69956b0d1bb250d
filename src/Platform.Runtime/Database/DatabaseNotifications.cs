using Npgsql;

namespace Platform.Runtime.Database;

/// <summary>Receives PostgreSQL notifications for the whole node over one connection and hands them to the subscribers.</summary>
internal sealed partial class DatabaseNotifications(
    NpgsqlDataSource dataSource,
    IEnumerable<INotificationSubscriber> subscribers,
    TimeProvider time,
    ILogger<DatabaseNotifications> logger) : BackgroundService
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(500);
    private readonly INotificationSubscriber[] _subscribers = [.. subscribers];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogInterrupted(logger, failure.Message);
                await Task.Delay(RetryAfter, time, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(stoppingToken);
        connection.Notification += Deliver;
        foreach (string channel in _subscribers.Select(subscriber => subscriber.Channel).Distinct())
        {
            if (!channel.All(c => char.IsAsciiLetterLower(c) || c == '_'))
                throw new InvalidOperationException($"The channel '{channel}' is not lower-case letters and underscores.");
            await using var listen = new NpgsqlCommand("LISTEN " + channel, connection);
            await listen.ExecuteNonQueryAsync(stoppingToken);
        }
        foreach (INotificationSubscriber subscriber in _subscribers) subscriber.ListeningBegan();
        try
        {
            while (true) await connection.WaitAsync(stoppingToken);
        }
        finally
        {
            foreach (INotificationSubscriber subscriber in _subscribers) subscriber.ListeningEnded();
        }
    }

    private void Deliver(object sender, NpgsqlNotificationEventArgs notification)
    {
        foreach (INotificationSubscriber subscriber in _subscribers)
            if (subscriber.Channel == notification.Channel) subscriber.Received(notification.Payload);
    }

    [LoggerMessage(LogLevel.Warning, "Notifications of the database are interrupted: {Reason}")]
    private static partial void LogInterrupted(ILogger logger, string reason);
}
