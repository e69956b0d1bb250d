using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Platform.Runtime.Configuration;
using Platform.Runtime.Files;
using Platform.Runtime.Hooks;
using Platform.Runtime.Identity;
using Platform.Runtime.Publishing;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Files;

public sealed class FileEndpointTests(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task What_is_uploaded_can_be_downloaded_whole_in_parts_and_not_at_all_when_known()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        byte[] content = RandomNumberGenerator.GetBytes(300_000);
        UploadedFile file = await UploadAsync(client, "../../etc/报告 \"a\".bin", content);
        Assert.Equal(("报告 \"a\".bin", "application/octet-stream", 300_000L), (file.Name, file.MediaType, file.Size));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), file.Sha256);

        using HttpResponseMessage whole = await client.GetAsync(file.Url);
        Assert.Equal(content, await whole.Content.ReadAsByteArrayAsync());
        Assert.Equal("nosniff", whole.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("attachment", whole.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("报告 \"a\".bin", whole.Content.Headers.ContentDisposition.FileNameStar);

        using HttpRequestMessage part = new(HttpMethod.Get, file.Url) { Headers = { Range = new RangeHeaderValue(100, 199) } };
        using HttpResponseMessage partial = await client.SendAsync(part);
        Assert.Equal(HttpStatusCode.PartialContent, partial.StatusCode);
        Assert.Equal(content[100..200], await partial.Content.ReadAsByteArrayAsync());

        using HttpRequestMessage known = new(HttpMethod.Get, file.Url) { Headers = { IfNoneMatch = { whole.Headers.ETag! } } };
        Assert.Equal(HttpStatusCode.NotModified, (await client.SendAsync(known)).StatusCode);
    }

    [Fact]
    public async Task A_picture_is_shown_and_a_page_is_not_run()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        UploadedFile picture = await UploadAsync(client, "x.png", ContentSnifferTests.Png);
        Assert.Equal((1, 1, "image/png"), (picture.Width, picture.Height, picture.MediaType));
        using HttpResponseMessage shown = await client.GetAsync(picture.Url);
        Assert.Equal("inline", shown.Content.Headers.ContentDisposition!.DispositionType);

        UploadedFile page = await UploadAsync(client, "x.png", "<html><script>alert(1)</script>"u8.ToArray());
        using HttpResponseMessage kept = await client.GetAsync(page.Url);
        Assert.Equal("attachment", kept.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("application/octet-stream", kept.Content.Headers.ContentType!.MediaType);
        Assert.Contains("sandbox", kept.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_of_others_are_as_files_that_are_not_there()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        UploadedFile file = await UploadAsync(client, "a.txt", "mine"u8.ToArray());
        TenantProvisioning provisioning = host.Services.GetRequiredService<TenantProvisioning>();
        Guid tenant = (await TenantIdAsync("default"))!.Value;
        await provisioning.CreateMemberAsync(tenant, new NewMember("files@example.com", "Files", "long enough password", []), CancellationToken.None);
        using HttpClient colleague = await host.CreateSignedInClientAsync("files@example.com", "long enough password");
        using HttpClient anonymous = host.CreateClient();
        Assert.Equal(HttpStatusCode.NotFound, (await colleague.GetAsync(file.Url)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await anonymous.GetAsync(file.Url)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/files/{Guid.CreateVersion7()}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/files/..%2f..%2fmaster-keys.json")).StatusCode);

        // The picture of a user is for everyone who may see the user.
        UploadedFile picture = await UploadAsync(client, "me.png", ContentSnifferTests.Png);
        Assert.Equal(HttpStatusCode.NotFound, (await colleague.GetAsync(picture.Url)).StatusCode);
        await ExecuteAsync($"update t_default.\"user\" set avatar_id = '{picture.Id}' where email = '{TestHost.AdministratorEmail}'");
        Assert.Equal(HttpStatusCode.OK, (await colleague.GetAsync(picture.Url)).StatusCode);
    }

    [Fact]
    public async Task Uploads_that_are_too_large_or_no_files_are_refused_and_leave_nothing()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        using StreamContent large = new(new MemoryStream(new byte[51 * 1024 * 1024]));
        using HttpRequestMessage upload = new(HttpMethod.Post, "/files?name=large.bin") { Content = large, Headers = { ExpectContinue = true } };
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await client.SendAsync(upload)).StatusCode);
        using StringContent nameless = new("x");
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/files", nameless)).StatusCode);
        using HttpClient anonymous = host.CreateClient();
        using StringContent some = new("x");
        Assert.Equal(HttpStatusCode.Unauthorized, (await anonymous.PostAsync("/files?name=x", some)).StatusCode);
        string root = Path.Combine(host.Services.GetRequiredService<PlatformOptions>().DataDirectory, "files");
        Assert.Empty(Directory.Exists(root) ? Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Where(f => f.Contains("incoming", StringComparison.Ordinal)) : []);
    }

    [Fact]
    public async Task The_store_takes_nothing_in_that_is_larger_than_accepted()
    {
        string root = Directory.CreateTempSubdirectory("platform-store-").FullName;
        ContentStore store = new(root);
        Assert.Null(await store.AddAsync(Guid.CreateVersion7(), new MemoryStream(new byte[101]), 100, CancellationToken.None));
        Assert.NotNull(await store.AddAsync(Guid.CreateVersion7(), new MemoryStream(new byte[100]), 100, CancellationToken.None));
        Assert.Single(Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories));
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public async Task Contents_without_a_record_are_cleaned_up_and_others_stay()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        UploadedFile file = await UploadAsync(client, "kept.txt", "kept"u8.ToArray());
        ContentStore store = host.Services.GetRequiredService<ContentStore>();
        Guid tenant = (await TenantIdAsync("default"))!.Value;
        StoredContent orphan = (await store.AddAsync(tenant, new MemoryStream("orphan"u8.ToArray()), 100, CancellationToken.None))!;
        StoredContent young = (await store.AddAsync(tenant, new MemoryStream("young"u8.ToArray()), 100, CancellationToken.None))!;
        foreach (string path in new[] { orphan.Path, store.PathOf(tenant, file.Sha256) }) File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddDays(-3));
        await host.Services.GetRequiredService<FileCleanup>().RunOnceAsync(CancellationToken.None);
        Assert.False(File.Exists(orphan.Path));
        Assert.True(File.Exists(young.Path));
        Assert.Equal("kept", await client.GetStringAsync(file.Url));
    }

    [Fact]
    public async Task Files_of_a_tenant_take_no_more_room_than_they_may()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        UploadedFile file = await UploadAsync(client, "huge.txt", "huge"u8.ToArray());
        long most = host.Services.GetRequiredService<FileLimits>().MaxTenantBytes;
        await ExecuteAsync($"update t_default.file set size = {most}, deleted_at = now() where id = '{file.Id}'; update platform.file_rooms set bytes = {most}");
        using StringContent some = new("one more");
        using HttpResponseMessage refused = await client.PostAsync("/files?name=x.txt", some);
        Assert.Equal(507, (int)refused.StatusCode);
        Assert.Contains("FILE_QUOTA", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await ExecuteAsync($"update t_default.file set size = 4 where id = '{file.Id}'; update platform.file_rooms set counted_at = now() - interval '2 minutes'");
        await UploadAsync(client, "fits.txt", "fits"u8.ToArray());
    }

    [Fact]
    public async Task Of_uploads_at_once_no_two_take_the_same_room()
    {
        Guid tenant = (await TenantIdAsync("default"))!.Value;
        TenantState state = (await host.Services.GetRequiredService<TenantModels>().GetAsync(tenant, TestContext.Current.CancellationToken))!;
        await using Npgsql.NpgsqlCommand find = host.Database.DataSource.CreateCommand("select user_id from platform.memberships where 'administrator' = any (roles) limit 1");
        var user = (Guid)(await find.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        RecordCaller caller = await host.Services.GetRequiredService<HookCallers>().InNameOfAsync(state, user, TestContext.Current.CancellationToken);
        FileRooms open = new(host.Database.DataSource, new FileLimits());
        long used = await open.CountAsync(tenant, state.Schema, state.Model, TestContext.Current.CancellationToken);
        FileLimits limits = new() { MaxTenantBytes = used + 35 };
        FileUploads uploads = new(host.Services.GetRequiredService<ContentStore>(), host.Services.GetRequiredService<RecordWriter>(), limits, new FileRooms(host.Database.DataSource, limits));
        Exception?[] ends = await Task.WhenAll(Enumerable.Range(0, 10).Select(async i => await Record.ExceptionAsync(
            () => uploads.AddAsync(caller, $"{i}.txt", new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"0123456789{i}")[^10..]), TestContext.Current.CancellationToken))));
        Assert.Equal(7, ends.OfType<FileQuotaException>().Count());
        Assert.Equal(3, ends.Count(e => e is null));
        Assert.Equal(used + 30, await open.CountAsync(tenant, state.Schema, state.Model, TestContext.Current.CancellationToken));
    }

    private static async Task<UploadedFile> UploadAsync(HttpClient client, string name, byte[] content)
    {
        using MultipartFormDataContent form = new();
        using ByteArrayContent part = new(content);
        part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "file", FileNameStar = name };
        form.Add(part);
        using HttpResponseMessage response = await client.PostAsync("/files", form);
        Assert.True(response.StatusCode == HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<UploadedFile>())!;
    }

    private async Task<Guid?> TenantIdAsync(string slug)
    {
        await using Npgsql.NpgsqlCommand command = host.Database.DataSource.CreateCommand("select id from platform.tenants where slug = $1");
        command.Parameters.AddWithValue(slug);
        return (Guid?)await command.ExecuteScalarAsync();
    }

    private async Task ExecuteAsync(string sql)
    {
        await using Npgsql.NpgsqlCommand command = host.Database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
