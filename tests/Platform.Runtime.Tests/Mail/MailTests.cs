using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;
using Npgsql;
using Platform.Metadata.Documents;
using Platform.Runtime.Configuration;
using Platform.Runtime.Deliveries;
using Platform.Runtime.Hooks;
using Platform.Runtime.Mail;
using Platform.Runtime.Notifications;
using Platform.Runtime.Publishing;
using Platform.Runtime.Tests.Subscriptions;
using Platform.Runtime.Timers;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Encryption;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Mail;

/// <summary>Mail about notifications, through a real SMTP server.</summary>
public sealed class MailTests(WatchedTenant tenant) : IClassFixture<WatchedTenant>, IAsyncLifetime
{
    private readonly SetTime _time = new(DateTimeOffset.UtcNow);
    private readonly string _topic = "test" + Guid.NewGuid().ToString("N");
    private readonly SmtpCatcher _server = new();
    private readonly List<string> _templates = [];
    private HttpClient _client = null!;
    private string _email = null!;
    private Guid _user;

    public async ValueTask InitializeAsync() => (_client, _email, _user) = await tenant.AddSellerAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (string template in _templates) await DesignAsync(new { remove = new { kind = "mailTemplate", name = template } });
        // A later test, whose clock goes on further, would mail what this one leaves.
        await tenant.ExecuteAsync($"delete from platform.timers where key = '{_user}' or payload->>'person' = '{_user}'");
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_notification_is_mailed_once_in_the_language_of_its_owner_with_the_record_and_nothing_as_markup()
    {
        await tenant.ExecuteAsync($"update {await SchemaAsync()}.\"user\" set locale = 'zh-CN', name = '<b>李</b>' where id = '{_user}'");
        Guid deal = await WatchedTenant.CreateAsync(_client, new { title = "光明 <script>alert(1)</script>" });
        Guid id = await NotifyAsync("mailed", NoticeTypes.Mention, "Deal", deal);
        DeliveryService node = Node();
        Assert.Equal(1, await node.SweepAsync(CancellationToken.None));
        await QueueAsync(id);
        await node.SweepAsync(CancellationToken.None);
        MimeMessage mail = Assert.Single(_server.Taken);
        Assert.Equal((_email, $"notification.{id:N}@example.com", "auto-generated"), (mail.To.Mailboxes.Single().Address, mail.MessageId, mail.Headers["Auto-Submitted"]));
        Assert.Equal("您好: 光明 <script>alert(1)</script>", mail.Subject);
        Assert.Contains($"https://crm.example.com/Deal/{deal}/show", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", mail.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>李", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", mail.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_the_recipient_cannot_read_is_not_named()
    {
        Guid deal = await WatchedTenant.CreateAsync(tenant.Admin, new { title = "secret deal" });
        await NotifyAsync("unnamed", NoticeTypes.Mention, "Deal", deal);
        await Node().SweepAsync(CancellationToken.None);
        MimeMessage mail = Assert.Single(_server.Taken);
        Assert.DoesNotContain("secret", mail.Subject + mail.TextBody + mail.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain(deal.ToString(), mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_read_or_is_of_a_kind_that_one_does_not_want_is_not_mailed()
    {
        Guid read = await NotifyAsync("read", NoticeTypes.Mention);
        await WatchedTenant.MutateAsync(_client, $"mutation {{ updateNotification(id: \"{read}\", input: {{ readAt: \"2026-01-01T00:00:00Z\" }}) {{ record {{ id }} }} }}");
        await WatchedTenant.MutateAsync(_client, "mutation { createNotificationSettings(input: { mailed: [\"mention\"], digest: [] }) { record { id } } }");
        await NotifyAsync("unwanted", NoticeTypes.Process);
        await Node().SweepAsync(CancellationToken.None);
        Assert.Empty(_server.Taken);
    }

    [Fact]
    public async Task A_server_that_is_busy_is_asked_again_and_one_that_refuses_for_good_is_not()
    {
        _server.Answers.Enqueue(451);
        _server.Answers.Enqueue(250);
        _server.Answers.Enqueue(550);
        await NotifyAsync("greylisted", NoticeTypes.Mention);
        await NotifyAsync("refused", NoticeTypes.Mention);
        await NotifyAsync("taken", NoticeTypes.Mention);
        DeliveryService node = Node();
        await node.SweepAsync(CancellationToken.None);
        Assert.Empty(_server.Taken);
        _time.Pass(TimeSpan.FromHours(1));
        await node.SweepAsync(CancellationToken.None);
        _time.Pass(TimeSpan.FromHours(1));
        await node.SweepAsync(CancellationToken.None);
        Assert.Equal(2, _server.Taken.Count);
        Assert.Equal(1L, await tenant.ScalarAsync<long>($"select count(*) from platform.outbox where topic = '{_topic}' and next_attempt_at is null and last_error like '%refuses%'"));
    }

    [Fact]
    public async Task A_line_cut_after_the_server_took_the_mail_and_a_node_that_dies_lose_nothing_and_repeats_can_be_told()
    {
        Guid id = await NotifyAsync("cut", NoticeTypes.Mention);
        _server.CutsAfterTaking = true;
        await Node().SweepAsync(CancellationToken.None);
        Assert.Single(_server.Taken);
        _time.Pass(TimeSpan.FromHours(1));
        DeliveryService other = Node();
        await other.SweepAsync(CancellationToken.None);
        Assert.Equal(2, _server.Taken.Count);
        Assert.Single(_server.Taken.Select(m => m.MessageId).Distinct());
        await QueueAsync(id);
        await other.SweepAsync(CancellationToken.None);
        Assert.Equal(2, _server.Taken.Count);
    }

    [Fact]
    public async Task A_server_that_is_away_gets_what_waited_when_it_is_back()
    {
        MailOptions options = _server.Options;
        await NotifyAsync("away", NoticeTypes.Mention);
        await Node(new SmtpSender(options with { Port = 1 })).SweepAsync(CancellationToken.None);
        Assert.Empty(_server.Taken);
        _time.Pass(TimeSpan.FromHours(1));
        await Node().SweepAsync(CancellationToken.None);
        Assert.Single(_server.Taken);
    }

    [Theory]
    [InlineData(MailTls.Start)]
    [InlineData(MailTls.Implicit)]
    public async Task A_protected_line_is_used_with_servers_that_are_trusted_and_with_no_others(MailTls tls)
    {
        await using SmtpCatcher server = new(tls);
        OutgoingMail mail = new("key", "someone@example.com", "Someone", new MailContent("Subject", "Text", "<p>Text</p>"));
        await Assert.ThrowsAnyAsync<Exception>(() => new SmtpSender(server.Options).SendAsync(mail, CancellationToken.None));
        Assert.Empty(server.Taken);
        await new SmtpSender(server.Options, (_, certificate, _, _) => certificate!.GetCertHashString() == server.Certificate!.GetCertHashString()).SendAsync(mail, CancellationToken.None);
        Assert.Single(server.Taken);
    }

    [Fact]
    public async Task A_server_without_STARTTLS_gets_nothing_where_it_is_asked_for()
    {
        OutgoingMail mail = new("key", "someone@example.com", "Someone", new MailContent("Subject", "Text", "<p>Text</p>"));
        await Assert.ThrowsAnyAsync<Exception>(() => new SmtpSender(_server.Options with { Tls = MailTls.Start }).SendAsync(mail, CancellationToken.None));
        await Assert.ThrowsAsync<UndeliverableException>(() => new SmtpSender(_server.Options).SendAsync(mail with { To = "no address" }, CancellationToken.None));
        Assert.Empty(_server.Taken);
    }

    [Fact]
    public async Task Mail_waits_for_the_end_of_quiet_hours_and_then_goes_out_once()
    {
        DateTime now = _time.GetUtcNow().UtcDateTime;
        string from = now.AddHours(-1).ToString("HH:mm", CultureInfo.InvariantCulture), until = now.AddHours(3).ToString("HH:mm", CultureInfo.InvariantCulture);
        await WatchedTenant.MutateAsync(
            _client, $"mutation {{ createNotificationSettings(input: {{ quietFrom: \"{from}\", quietUntil: \"{until}\", timeZone: \"Etc/UTC\" }}) {{ record {{ id }} }} }}");
        await NotifyAsync("quiet", NoticeTypes.Mention);
        await Node().SweepAsync(CancellationToken.None);
        _time.Pass(TimeSpan.FromHours(2));
        await FireAsync();
        Assert.Empty(_server.Taken);
        _time.Pass(TimeSpan.FromHours(2));
        await FireAsync();
        Assert.Single(_server.Taken);
    }

    [Fact]
    public async Task What_a_suspended_tenant_was_told_is_mailed_when_it_is_active_again()
    {
        await NotifyAsync("held", NoticeTypes.Mention);
        await NotifyAsync("held for the day", NoticeTypes.TaskChanged);
        TenantState state = (await tenant.Host.Services.GetRequiredService<TenantModels>().GetAsync(tenant.TenantId, CancellationToken.None))!;
        await tenant.ExecuteAsync($"update platform.tenants set status = 'suspended' where id = '{tenant.TenantId}'");
        try
        {
            await Node().SweepAsync(CancellationToken.None);
            Assert.Empty(_server.Taken);
            // Suspended in the midst of a lane.
            await Assert.ThrowsAsync<PostponedException>(() => tenant.Host.Services.GetRequiredService<HookCallers>().FindForMessageAsync(state, _user, CancellationToken.None));
        }
        finally
        {
            await tenant.ExecuteAsync($"update platform.tenants set status = 'active' where id = '{tenant.TenantId}'");
        }

        await Node().SweepAsync(CancellationToken.None);
        Assert.Single(_server.Taken);
        _time.Pass(TimeSpan.FromHours(25));
        await FireAsync();
        Assert.Equal(2, _server.Taken.Count);
    }

    [Fact]
    public async Task The_daily_mail_tells_together_what_is_unread_once()
    {
        for (int i = 0; i < 3; i++) await NotifyAsync($"digest {i}", NoticeTypes.TaskChanged);
        await Node().SweepAsync(CancellationToken.None);
        Assert.Empty(_server.Taken);
        _time.Pass(TimeSpan.FromHours(25));
        await FireAsync();
        MimeMessage mail = Assert.Single(_server.Taken);
        Assert.Equal("Daily summary: 3 notifications", mail.Subject);
        _time.Pass(TimeSpan.FromHours(25));
        await FireAsync();
        Assert.Single(_server.Taken);
    }

    [Fact]
    public async Task A_daily_mail_of_very_many_tells_the_latest_and_how_many_more_there_are()
    {
        for (int i = 0; i < MailStore.MostInDigest + 10; i++) await NotifyAsync($"many {i}", NoticeTypes.TaskChanged);
        await Node().SweepAsync(CancellationToken.None);
        _time.Pass(TimeSpan.FromHours(25));
        await FireAsync();
        MimeMessage mail = Assert.Single(_server.Taken);
        Assert.Equal("Daily summary: 60 notifications", mail.Subject);
        Assert.Contains("And 10 more notifications", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal(0L, await tenant.ScalarAsync<long>($"select count(*) from {await SchemaAsync()}.notification where owner_id = '{_user}' and mailed_at is null"));
    }

    [Fact]
    public async Task A_daily_mail_that_is_due_is_not_put_off_by_what_is_told_meanwhile()
    {
        await NotifyAsync("before", NoticeTypes.TaskChanged);
        await Node().SweepAsync(CancellationToken.None);
        _time.Pass(TimeSpan.FromHours(25));
        await NotifyAsync("meanwhile", NoticeTypes.TaskChanged);
        await Node().SweepAsync(CancellationToken.None);
        await FireAsync();
        Assert.Equal("Daily summary: 2 notifications", Assert.Single(_server.Taken).Subject);
    }

    [Fact]
    public async Task What_is_told_while_the_daily_mail_goes_out_is_told_by_the_next()
    {
        await NotifyAsync("in time", NoticeTypes.TaskChanged);
        await Node().SweepAsync(CancellationToken.None);
        _time.Pass(TimeSpan.FromHours(25));
        Guid late = Guid.Empty;
        _server.BeforeAnswer = async _ =>
        {
            // Written before the mail was made, and committed after it was.
            if (late == Guid.Empty) late = await NotifyAsync("late", NoticeTypes.TaskChanged, at: _time.GetUtcNow().UtcDateTime.AddMinutes(-1));
        };
        await FireAsync();
        Assert.Equal("Daily summary: 1 notification", Assert.Single(_server.Taken).Subject);
        Assert.Equal(1L, await tenant.ScalarAsync<long>($"select count(*) from {await SchemaAsync()}.notification where id = '{late}' and mailed_at is null"));
        await Node().SweepAsync(CancellationToken.None);
        _time.Pass(TimeSpan.FromHours(25));
        await FireAsync();
        Assert.Equal(2, _server.Taken.Count);
    }

    [Fact]
    public async Task Timers_of_earlier_versions_that_name_no_person_mail_as_ever()
    {
        Guid alone = await NotifyAsync("alone", NoticeTypes.Mention);
        await NotifyAsync("daily", NoticeTypes.TaskChanged);
        await tenant.ExecuteAsync($"delete from platform.outbox where topic = '{_topic}'");
        DateTime due = _time.GetUtcNow().UtcDateTime.AddHours(1);
        await tenant.Host.Services.GetRequiredService<TimerStore>().RunAsync(
            [
                TimerStore.Set(tenant.TenantId, MailTopics.Notification, alone.ToString("D"), due, "{}"),
                TimerStore.Set(tenant.TenantId, MailTopics.Digest, _user.ToString("D"), due, "{}"),
            ],
            CancellationToken.None);
        _time.Pass(TimeSpan.FromHours(2));
        await FireAsync();
        Assert.Equal(2, _server.Taken.Count);
        Assert.Equal(0L, await tenant.ScalarAsync<long>($"select count(*) from platform.timers where key in ('{alone}', '{_user}')"));
    }

    [Fact]
    public async Task A_server_that_hangs_holds_up_no_timer_and_gets_what_waits_when_it_answers()
    {
        TaskCompletionSource answers = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await NotifyAsync("patient", NoticeTypes.TaskChanged);
        await Node().SweepAsync(CancellationToken.None);
        _time.Pass(TimeSpan.FromHours(25));
        _server.BeforeAnswer = _ => answers.Task;
        await Timers().SweepAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.Equal(0L, await tenant.ScalarAsync<long>($"select count(*) from platform.timers where key = '{_user}'"));
        Task<int> delivers = Node().SweepAsync(CancellationToken.None);
        Assert.Empty(_server.Taken);
        answers.SetResult();
        await delivers;
        Assert.StartsWith($"digest.{_user:N}.", Assert.Single(_server.Taken).MessageId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_daily_mail_that_is_sent_again_after_a_cut_is_the_same_one()
    {
        await NotifyAsync("cut", NoticeTypes.TaskChanged);
        await Node().SweepAsync(CancellationToken.None);
        _time.Pass(TimeSpan.FromHours(25));
        _server.CutsAfterTaking = true;
        await FireAsync();
        Guid late = await NotifyAsync("late", NoticeTypes.TaskChanged);
        await tenant.ExecuteAsync($"update {await SchemaAsync()}.notification set created_at = now() + interval '2 days' where id = '{late}'");
        _time.Pass(TimeSpan.FromHours(1));
        await Node().SweepAsync(CancellationToken.None);
        Assert.Equal(2, _server.Taken.Count);
        Assert.Single(_server.Taken.Select(m => (m.MessageId, m.Subject)).Distinct());
    }

    [Fact]
    public async Task A_link_ends_mails_of_a_kind_when_its_button_is_pressed_and_not_when_it_is_opened()
    {
        await NotifyAsync("first", NoticeTypes.Mention);
        await Node().SweepAsync(CancellationToken.None);
        string link = Assert.Single(_server.Taken).Headers["List-Unsubscribe"]!.Trim('<', '>');
        Assert.Equal("List-Unsubscribe=One-Click", _server.Taken[0].Headers["List-Unsubscribe-Post"]);
        using HttpClient stranger = tenant.Host.CreateClient();
        Uri path = new(new Uri(link).PathAndQuery, UriKind.Relative);
        using HttpResponseMessage opened = await stranger.GetAsync(path);
        Assert.Contains("Mentioned in a comment", await opened.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await NotifyAsync("second", NoticeTypes.Mention);
        await Node().SweepAsync(CancellationToken.None);
        Assert.Equal(2, _server.Taken.Count);
        using HttpResponseMessage pressed = await stranger.PostAsync(path, null);
        Assert.Equal(HttpStatusCode.OK, pressed.StatusCode);
        await NotifyAsync("third", NoticeTypes.Mention);
        await NotifyAsync("of another kind", NoticeTypes.Process);
        await Node().SweepAsync(CancellationToken.None);
        Assert.Equal(3, _server.Taken.Count);
        using HttpResponseMessage forged = await stranger.PostAsync(new Uri(path.OriginalString.Replace("mention", "process", StringComparison.Ordinal), UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.NotFound, forged.StatusCode);
    }

    [Fact]
    public async Task A_template_of_the_tenant_says_what_a_mail_says_in_the_language_of_who_gets_it()
    {
        await TemplateAsync(
            "process",
            """
            "subject":{"en":"[CRM] {title} – {record}","zh-CN":"【CRM】{title}"},
            "text":{"en":"Dear {name},\n{{quoted}}\nAbout: {record}\nOpen: {link}","zh-CN":"{name}：\n关于：{record}"},
            "html":{"en":"<h1>{title}</h1>\n<p>About {record}</p>\n<a href=\"{link}\">{name}</a>","zh-CN":"<h1>{title}</h1>"}
            """);
        await tenant.ExecuteAsync($"update {await SchemaAsync()}.\"user\" set name = '<i>Ann</i>' where id = '{_user}'");
        Guid deal = await WatchedTenant.CreateAsync(_client, new { title = "Pumps & Co" });
        await NotifyAsync("with a record", NoticeTypes.Process, "Deal", deal);
        await NotifyAsync("without one", NoticeTypes.Process);
        await Node().SweepAsync(CancellationToken.None);
        await tenant.ExecuteAsync($"update {await SchemaAsync()}.\"user\" set locale = 'zh-CN' where id = '{_user}'");
        await NotifyAsync("in Chinese", NoticeTypes.Process);
        await Node().SweepAsync(CancellationToken.None);
        (MimeMessage first, MimeMessage second, MimeMessage third) = (_server.Taken[0], _server.Taken[1], _server.Taken[2]);
        Assert.Equal(("[CRM] Hello – Pumps & Co", "[CRM] Hello –", "【CRM】您好"), (first.Subject, second.Subject, third.Subject));
        Assert.Equal($"Dear <i>Ann</i>,\n{{quoted}}\nAbout: Pumps & Co\nOpen: https://crm.example.com/Deal/{deal}/show", Text(first));
        Assert.Equal("Dear <i>Ann</i>,\n{quoted}", Text(second));
        Assert.Equal($"<h1>Hello</h1>\n<p>About Pumps &amp; Co</p>\n<a href=\"https://crm.example.com/Deal/{deal}/show\">&lt;i&gt;Ann&lt;/i&gt;</a>", first.HtmlBody!.ReplaceLineEndings("\n").Trim());
        Assert.Equal("<h1>您好</h1>", third.HtmlBody!.Trim());
        Assert.Equal("List-Unsubscribe=One-Click", first.Headers["List-Unsubscribe-Post"]);
    }

    [Fact]
    public async Task The_daily_mail_has_a_template_too_and_HTML_is_made_of_its_text()
    {
        await TemplateAsync("digest", "\"subject\":{\"en\":\"{count} today\",\"zh-CN\":\"今日 {count} 条\"},\"text\":{\"en\":\"<{name}>\\n{entries}\\n{settings}\",\"zh-CN\":\"{entries}\"}");
        await NotifyAsync("one", NoticeTypes.TaskChanged);
        await NotifyAsync("two", NoticeTypes.TaskChanged);
        await Node().SweepAsync(CancellationToken.None);
        _time.Pass(TimeSpan.FromHours(25));
        await FireAsync();
        MimeMessage mail = Assert.Single(_server.Taken);
        Assert.Equal("2 today", mail.Subject);
        Assert.Contains("Hello\n\nHello\nhttps://crm.example.com/my-notifications", Text(mail), StringComparison.Ordinal);
        Assert.Contains("&lt;", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://crm.example.com/my-notifications\">", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("<strong>Hello</strong>", mail.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_is_seen_before_it_is_published()
    {
        object template = new { kind = "mailTemplate", name = "draft", label = "Draft", @for = "mention", subject = new Dictionary<string, string> { ["en"] = "Hi {name}", ["zh-CN"] = "{name}好" }, text = new Dictionary<string, string> { ["en"] = "{title}", ["zh-CN"] = "{title}" } };
        const string Query = "query($t: JSON!) { en: mailPreview(template: $t, language: \"en\") { subject text html } zh: mailPreview(template: $t, language: \"zh-CN\") { subject text } none: mailPreview(template: {}, language: \"en\") { text } }";
        using HttpResponseMessage response = await tenant.Admin.PostAsJsonAsync("/metadata", new { query = Query, variables = new { t = template } });
        JsonElement data = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("data");
        Assert.Equal(("Hi Ann Lee", "Wang Fang mentioned you"), (data.GetProperty("en").GetProperty("subject").GetString(), data.GetProperty("en").GetProperty("text").GetString()));
        Assert.Equal("李安好", data.GetProperty("zh").GetProperty("subject").GetString());
        Assert.Contains("<html", data.GetProperty("en").GetProperty("html").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, data.GetProperty("none").ValueKind);
    }

    private static string Text(MimeMessage mail) => mail.TextBody!.ReplaceLineEndings("\n").TrimEnd();

    /// <summary>Publishes a template, and takes it away again with the test: the tenant is that of all of them.</summary>
    private async Task TemplateAsync(string mail, string members)
    {
        _templates.Add(mail);
        await DesignAsync(new { put = JsonSerializer.Deserialize<JsonElement>($$"""{"kind":"mailTemplate","name":"{{mail}}","label":"{{mail}}","for":"{{mail}}",{{members}}}""") });
    }

    private async Task DesignAsync(object edit)
    {
        using HttpResponseMessage response = await tenant.Admin.PostAsJsonAsync("/metadata", new { query = "mutation($e: [DocumentEdit!]!) { apply(edits: $e) { revision } }", variables = new { e = new[] { edit } } });
        JsonElement answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.False(answer.TryGetProperty("errors", out JsonElement errors), errors.ToString());
    }

    private NotificationMailer Mailer(SmtpSender? sender = null)
    {
        IServiceProvider services = tenant.Host.Services;
        return new NotificationMailer(
            sender ?? new SmtpSender(_server.Options), services.GetRequiredService<MailStore>(), Links(), services.GetRequiredService<TenantModels>(),
            services.GetRequiredService<HookCallers>(), services.GetRequiredService<TimerStore>(), _time);
    }

    private MailLinks Links() => new(
        new PlatformOptions { DataDirectory = "unused", PublicUrl = "https://crm.example.com" }, tenant.Host.Services.GetRequiredService<MasterKeys>(), _time);

    private DeliveryService Node(SmtpSender? sender = null)
    {
        DeliveryStore store = tenant.Host.Services.GetRequiredService<DeliveryStore>();
        NotificationMailer mailer = Mailer(sender);
        IServiceProvider services = tenant.Host.Services;
        DigestMailer digest = new(sender ?? new SmtpSender(_server.Options), services.GetRequiredService<MailStore>(), Links(), mailer, services.GetRequiredService<TenantModels>(), services.GetRequiredService<HookCallers>(), _time);
        return new DeliveryService(
            store, [new OfTopic(_topic, mailer), new OfTopic(_topic + MailTopics.Digest, digest)], new DeliveryOptions(), _time, NullLogger<DeliveryService>.Instance);
    }

    /// <summary>Two nodes look for what is due, and one sends it.</summary>
    private async Task FireAsync()
    {
        await Task.WhenAll(Timers().SweepAsync(CancellationToken.None), Timers().SweepAsync(CancellationToken.None));
        await Node().SweepAsync(CancellationToken.None);
    }

    private TimerService Timers()
    {
        IServiceProvider services = tenant.Host.Services;
        CommitBell bell = services.GetRequiredService<CommitBell>();
        MailTimers[] mail =
        [
            new(MailTopics.Notification, _topic, tenant.Host.Database.DataSource, bell, _time),
            new(MailTopics.Digest, _topic + MailTopics.Digest, tenant.Host.Database.DataSource, bell, _time),
        ];
        return new TimerService(services.GetRequiredService<TimerStore>(), mail, new TimerOptions(), _time, NullLogger<TimerService>.Instance);
    }

    /// <summary>Writes a notification, and a message of its own to mail it: the host's own has no server, and drops what it takes.</summary>
    private async Task<Guid> NotifyAsync(string key, string type, string? target = null, Guid? record = null, DateTime? at = null)
    {
        TenantState state = (await tenant.Host.Services.GetRequiredService<TenantModels>().GetAsync(tenant.TenantId, CancellationToken.None))!;
        Notice notice = new()
        {
            Type = type,
            Key = key,
            Recipients = [_user],
            Object = target,
            Record = record,
            Title = new LocalizedText([new LocalizedEntry("en", "Hello"), new LocalizedEntry("zh-CN", "您好")]),
        };
        await using NpgsqlBatch batch = tenant.Host.Database.DataSource.CreateBatch();
        batch.BatchCommands.Add(NotificationStore.Write(new NoticePlace(tenant.TenantId, state.Schema, state.Model, at ?? _time.GetUtcNow().UtcDateTime), [notice])!);
        await batch.ExecuteNonQueryAsync();
        Guid id = await tenant.ScalarAsync<Guid>($"select id from {state.Schema}.notification where owner_id = '{_user}' and key = '{key}'");
        await QueueAsync(id);
        return id;
    }

    private async Task QueueAsync(Guid id)
    {
        await using NpgsqlBatch batch = tenant.Host.Database.DataSource.CreateBatch();
        batch.BatchCommands.Add(DeliveryStore.Write(tenant.TenantId, _topic, _user.ToString(), id.ToString("D"), $"{{\"notification\":\"{id}\"}}"));
        await batch.ExecuteNonQueryAsync();
    }

    private async Task<string> SchemaAsync() => (await tenant.Host.Services.GetRequiredService<TenantModels>().GetAsync(tenant.TenantId, CancellationToken.None))!.Schema;

    private sealed class OfTopic(string topic, IDeliverer mailer) : IDeliverer
    {
        public string Topic => topic;

        public Task DeliverAsync(Delivery delivery, CancellationToken cancellation) => mailer.DeliverAsync(delivery, cancellation);
    }
}
