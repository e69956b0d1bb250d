using Npgsql;
using Platform.Runtime.Configuration;
using Platform.Runtime.Deliveries;
using Platform.Runtime.Notifications;
using Platform.Runtime.Timers;
using Platform.Runtime.Writing;

namespace Platform.Runtime.Mail;

/// <summary>Services of notifications and of the mail about them.</summary>
internal static class MailServices
{
    /// <summary>Adds the services; without a server, notifications are seen in the application alone.</summary>
    public static void AddMail(this IServiceCollection services)
    {
        services.AddSingleton(provider => new SmtpSender(provider.GetRequiredService<PlatformOptions>().Mail));
        services.AddSingleton<NotificationRetention>();
        services.AddHostedService(provider => provider.GetRequiredService<NotificationRetention>());
        services.AddSingleton<MailStore>();
        services.AddSingleton<MailLinks>();
        services.AddSingleton<NotificationMailer>();
        services.AddSingleton<DigestMailer>();
        services.AddSingleton<IDeliverer>(provider => provider.GetRequiredService<NotificationMailer>());
        services.AddSingleton<IDeliverer>(provider => provider.GetRequiredService<DigestMailer>());
        foreach (string topic in (string[])[MailTopics.Notification, MailTopics.Digest])
        {
            services.AddSingleton<ITimerHandler>(provider => new MailTimers(
                topic, topic, provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<CommitBell>(), provider.GetRequiredService<TimeProvider>()));
        }
    }
}
