using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Platform.Runtime.AppTests;
using Xunit;

namespace Platform.Cli.Tests;

/// <summary><c>app test</c>: the tests of a package, on a host and a database of their own.</summary>
public sealed class AppTestTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_tests_of_the_sales_app_pass()
    {
        (int exit, string output, string error) = await RunAsync(SalesApp());
        Assert.Equal((0, ""), (exit, error));
        Assert.Contains("✓ a lead is brought into one form", output, StringComparison.Ordinal);
        Assert.Matches(@"16 passed, 0 failed, 0 skipped", output);
    }

    [Fact]
    public async Task What_fails_is_told_with_place_difference_and_log()
    {
        string package = Package();
        Write(package, "hooks/visit.test.ts", """
            import { admin, expect, test } from 'platform:test';
            import { shout } from './shared/words';

            test('values differ', async () => {
              console.log('looking at', 1);
              const visit = await admin.create('AcmeVisit', { title: 'a' });
              expect({ title: visit.title, done: false }).toEqual({ title: 'A?', done: false });
            });
            test('passes', async () => {
              await expect(admin.create('AcmeVisit', { title: 'bad' })).toBeRefused({ field: 'title', message: 'Not this.' });
              await expect(admin.create('AcmeVisit', { title: 'fine' })).not.toBeRefused();
              expect(shout('b')).toBe('B!');
            });
            test('is refused otherwise', async () => {
              await expect(admin.create('AcmeVisit', { title: 'bad' })).toBeRefused({ field: 'at' });
            });
            test('is not refused at all', async () => {
              await expect(admin.create('AcmeVisit', { title: 'good' })).toBeRefused();
            });
            test('the hook fails', async () => {
              await admin.create('AcmeVisit', { title: 'throw' });
            });
            test('forgets to wait', () => {
              expect(admin.create('AcmeVisit', { title: 'late' })).toBeRefused();
            });
            test('names a role that is none', async () => {
              const { as } = await import('platform:test');
              await as('acmeBoss').id();
            });
            test.skip('not yet', () => {});
            """);
        Write(package, "hooks/broken.test.js", "import { test } from 'platform:test';\ntest('x', () => { let = ; });\n");
        (int exit, string output, _) = await RunAsync(package, "--junit", _folder.At("results.xml"));
        Assert.Equal(1, exit);
        Assert.Contains("1 passed, 7 failed, 1 skipped", output, StringComparison.Ordinal);
        Assert.Matches(@"✗ values differ \(\d+ ms\)\s+Expected .*\s+- expected\s+\+ found\s[^✗]*-   title: 'A\?'\s+\+   title: 'A!'[^✗]*at [^ ]*hooks/visit\.test\.ts:7:\d+\s+> looking at 1", output);
        Assert.Matches(@"✗ is refused otherwise[^✗]*field: 'at'[^✗]*message: 'Not this\.'[^✗]*visit\.test\.ts:15:\d+", output);
        Assert.Matches(@"✗ is not refused at all[^✗]*but it was carried out[^✗]*visit\.test\.ts:18:\d+", output);
        Assert.Matches(@"✗ the hook fails[^✗]*No such thing[^✗]*\(visit\.ts:7:\d+\)[^✗]*at [^ ]*visit\.test\.ts:21:\d+", output);
        Assert.Matches(@"✗ forgets to wait[^✗]*not awaited[^✗]*visit\.test\.ts:24:\d+", output);
        Assert.Matches(@"✗ names a role that is none[^✗]*There is no role ""acmeBoss""", output);
        Assert.Matches(@"✗ hooks/broken\.test\.js[^✗]*SyntaxError[^✗]*broken\.test\.js:2:\d+", output);

        XElement junit = XElement.Load(_folder.At("results.xml"));
        Assert.Equal(9, junit.Descendants("testcase").Count());
        Assert.Contains("visit.test.ts:7:", junit.Descendants("failure").Single(f => (string?)f.Parent!.Attribute("name") == "values differ").Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Time_people_and_files_are_the_tests_own()
    {
        string package = Package();
        Write(package, "hooks/time.test.ts", """
            import { admin, as, clock, expect, test } from 'platform:test';

            test('the clock moves hooks, stamps and formulas', async () => {
              await clock.set('2030-01-31T08:00:00Z');
              const visit = await admin.create('AcmeVisit', { title: 'a' });
              expect(visit).toMatchObject({ at: '2030-01-31T08:00:00.000000Z', createdAt: '2030-01-31T08:00:00.000000Z', isOld: false });
              await clock.advance({ days: 1, minutes: 1 });
              expect((await clock.now()).toISOString()).toBe('2030-02-01T08:01:00.000Z');
              expect(await admin.get('AcmeVisit', visit.id)).toMatchObject({ isOld: true });
            });
            test('people are told apart by name', async () => {
              const ann = as({ roles: ['administrator'], name: 'Ann' }), bo = as({ roles: ['administrator'], name: 'Bo' });
              expect(await ann.id()).not.toBe(await bo.id());
              expect(await as({ roles: ['administrator'], name: 'Ann' }).id()).toBe(await ann.id());
              const own = await ann.create('AcmeVisit', { title: 'own' });
              expect(own.owner).toBe(await ann.id());
            });
            test('records are read, summed, deleted and restored', async () => {
              const made = await admin.create('AcmeVisit', [{ title: 'x', count: 2 }, { title: 'y', count: 3 }]);
              expect(made.map((visit) => visit.title)).toEqual(['X!', 'Y!']);
              const [{ sum }] = await admin.aggregate('AcmeVisit', { filter: { count: { gt: 0 } }, sum: ['count'] });
              expect(sum).toEqual({ count: 5 });
              await admin.delete('AcmeVisit', made[0].id);
              expect(await admin.get('AcmeVisit', made[0].id)).toBeNull();
              await admin.restore('AcmeVisit', made[0].id);
              const { acmeVisits } = await admin.graphql('query($t: String!) { acmeVisits(filter: { title: { eq: $t } }) { totalCount } }', { t: 'X!' });
              expect(acmeVisits.totalCount).toBe(1);
            });
            """);
        // The test before knows nothing of this file's records, and this process nothing of the machine.
        Write(package, "hooks/alone.test.js", """
            import fs from 'node:fs';
            import { admin, expect, test } from 'platform:test';
            test('starts with nothing', async () => { expect(await admin.query('AcmeVisit')).toHaveLength(0); });
            test('reads nothing of the machine', () => { expect(() => fs.readFileSync('/etc/passwd')).toThrow('restricted'); });
            test('has no secrets', () => { expect(Object.keys(process.env)).toHaveLength(0); });
            """);
        (int exit, string output, _) = await RunAsync(package);
        Assert.True(exit == 0, output);
        Assert.Contains("6 passed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_systems_answer_as_the_test_says_and_nothing_else_is_called()
    {
        string package = Package();
        Write(package, "hooks/calling.json", """{ "kind": "hook", "name": "acmeCalling", "label": "Calling", "object": "AcmeVisit", "on": ["afterCommitInsert"], "source": "calling.js", "hosts": ["api.example"], "secrets": ["acmeToken"], "active": false, "access": [{ "object": "AcmeVisit", "write": true }] }""");
        Write(package, "hooks/calling.js", """
            export default async ({ records, http, secrets, db }) => {
              for (const { id, title } of records) {
                if (!title.startsWith('CALL')) continue;
                const response = await http.post(`https://api.example/visits/${id}`, { title }, { headers: { Authorization: `Bearer ${secrets.get('acmeToken')}` } });
                await db.update('AcmeVisit', id, { count: response.status + response.json().number });
              }
            };
            """);
        Write(package, "hooks/calling.test.js", """
            import { activate, admin, expect, http, secrets, settle, test } from 'platform:test';
            test('is answered', async () => {
              await secrets.set('acmeToken', 't-1');
              await activate('acmeCalling');
              await http.when('https://api.example/*').reply({ status: 500 });
              await http.when({ method: 'post', url: 'https://api.example/visits/*' }).reply({ status: 201, json: { number: 7 } });
              const visit = await admin.create('AcmeVisit', { title: 'Call one' });
              await settle();
              expect((await admin.get('AcmeVisit', visit.id)).count).toBe(208);
              expect((await http.calls())[0]).toMatchObject({ method: 'POST', url: `https://api.example/visits/${visit.id}`, headers: { authorization: 'Bearer t-1' } });
            });
            test('reaches nobody', async () => {
              await http.reset();
              const visit = await admin.create('AcmeVisit', { title: 'Call two' });
              await settle();
              expect((await admin.get('AcmeVisit', visit.id)).count).toBeNull();
              expect((await http.calls()).length).toBeGreaterThan(0);
            });
            test('knows its scripts', async () => { await expect(activate('nobody')).toThrow(/no hook or action/); });
            """);
        (int exit, string output, _) = await RunAsync(package);
        Assert.True(exit == 0, output);
        Assert.Contains("3 passed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_without_end_is_ended_and_a_filter_chooses()
    {
        string package = Package();
        Write(package, "hooks/loops.test.js", """
            import { test } from 'platform:test';
            test('waits for ever', () => new Promise((resolve) => setTimeout(resolve, 1e6)));
            test('loops for ever', () => { while (true); });
            """);
        Write(package, "hooks/other.test.js", "import { test } from 'platform:test';\ntest('Is Chosen', () => {});\ntest('is not', () => {});\n");
        (int exit, string output, _) = await RunAsync(package, "--timeout", "1", "--filter", "ever");
        Assert.Equal(1, exit);
        Assert.Matches(@"✗ waits for ever[^✗]*did not end within 1 s[^✗]*✗ loops for ever[^✗]*loop without end", output);
        (exit, output, _) = await RunAsync(package, "--filter", "is chosen");
        Assert.Equal(0, exit);
        Assert.Contains("1 passed, 0 failed, 0 skipped", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_that_cannot_be_installed_is_told_with_its_findings()
    {
        string package = Package();
        Write(package, "hooks/visit.ts", "export default () => { let a = ; };\n");
        Write(package, "hooks/visit.test.ts", "import { test } from 'platform:test';\ntest('x', () => {});\n");
        (int exit, _, string error) = await RunAsync(package);
        Assert.Equal(1, exit);
        Assert.Matches(@"cannot be installed.*\n.*visit\.ts:1:\d+: error DOC", error);
    }

    [Fact]
    public async Task Without_a_package_tests_or_sense_nothing_is_started()
    {
        Assert.Equal(1, (await RunAsync(_folder.Path)).Exit);
        (int exit, _, string error) = await RunAsync(Package());
        Assert.Equal(1, exit);
        Assert.Contains("has no tests", error, StringComparison.Ordinal);
        foreach (string[] wrong in (string[][])[["--what"], ["--timeout", "0"], ["--filter"]]) Assert.Equal(2, (await RunAsync(wrong)).Exit);
        Assert.Contains("--watch", (await RunAsync("--help")).Output, StringComparison.Ordinal);
    }

    private static async Task<(int Exit, string Output, string Error)> RunAsync(params string[] words)
    {
        using StringWriter output = new(), error = new();
        int exit = await AppTestProgram.RunAsync(["app", "test", .. words], output, error, TestContext.Current.CancellationToken);
        return (exit, output.ToString(), error.ToString());
    }

    private string Package()
    {
        string package = _folder.At($"visits{Directory.GetDirectories(_folder.Path).Length}");
        Write(package, "manifest.json", """{ "kind": "package", "name": "acmeVisits", "label": "Visits", "version": "0.1.0", "namespace": "acme" }""");
        Write(package, "objects/AcmeVisit.json", """
            { "kind": "object", "name": "AcmeVisit", "label": "Visit", "pluralLabel": "Visits", "nameField": "title", "fields": [
              { "name": "title", "label": "Title", "type": "text" }, { "name": "count", "label": "Count", "type": "integer" },
              { "name": "at", "label": "At", "type": "dateTime" }, { "name": "isOld", "label": "Old", "type": "checkbox", "formula": "record.at + days(1) < now" } ] }
            """);
        Write(package, "hooks/visit.json", """{ "kind": "hook", "name": "acmeVisit", "label": "Visit", "object": "AcmeVisit", "on": ["beforeInsert"], "source": "visit.ts" }""");
        Write(package, "hooks/visit.ts", """
            import { shout } from './shared/words';

            export default function ({ records, error, now }: any) {
              for (const visit of records) {
                visit.at ??= now().toISOString();
                if (visit.title === 'bad') error(visit, 'title', 'Not this.');
                if (visit.title === 'throw') throw new Error('No such thing');
                visit.title = shout(visit.title);
              }
            }
            """);
        Write(package, "hooks/shared/words.ts", "export const shout = (word: string): string => `${word.toUpperCase()}!`;\n");
        return package;
    }

    private static void Write(string package, string path, string text)
    {
        string file = Path.Combine(package, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private static string SalesApp([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "apps", "sales"));
}
