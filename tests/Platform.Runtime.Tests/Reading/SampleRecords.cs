namespace Platform.Runtime.Tests.Reading;

/// <summary>Records of three users, two of whom share a team, with references across owners.</summary>
internal static class SampleRecords
{
    public static readonly Guid Ann = Id(0xa), Bob = Id(0xb), Cat = Id(0xc), AnnAccount = Id(0x1a), CatAccount = Id(0x1c), AnnDeal = Id(0x2a), CrossingDeal = Id(0x2d);
    private static readonly Guid Team = Id(0x7), BobAccount = Id(0x1b), BobDeal = Id(0x2b), CatDeal = Id(0x2c);

    public static async Task LoadAsync(ReadingFixture database)
    {
        await database.ExecuteAsync($"truncate {string.Join(',', new[] { "account", "contact", "deal", "deal_line", "deal__contacts", "visit", "team", "team__members", "user", "payroll" }.Select(t => $"{ReadingFixture.Tenant}.\"{t}\""))} cascade");
        await database.InsertAsync("\"user\"", Ann, "name", "Ann");
        await database.InsertAsync("\"user\"", Bob, "name", "Bob");
        await database.InsertAsync("\"user\"", Cat, "name", "Cat");
        await database.InsertAsync("team", Team, "name", "East");
        await database.ExecuteAsync($"insert into {ReadingFixture.Tenant}.team__members values ($1, $2), ($1, $3)", Team, Ann, Bob);
        foreach ((Guid owner, Guid account, Guid deal, int n) in new[] { (Ann, AnnAccount, AnnDeal, 1), (Bob, BobAccount, BobDeal, 2), (Cat, CatAccount, CatDeal, 3) })
        {
            await database.InsertAsync("account", account, "owner_id, name, employees, secret, industry", owner, $"account {n}", n * 10, $"secret {n}", n == 1 ? "tech" : "retail");
            await database.InsertAsync("deal", deal, "owner_id, name, amount, account_id", owner, $"deal {n}", n * 100m, account);
            await database.InsertAsync("deal_line", null, "title, quantity, deal_id", $"line {n}", n, deal);
            await database.InsertAsync("visit", null, "title, subject_type, subject_id, owner_id", $"visit {n}", "Account", account, owner);
        }

        // A deal of Ann on an account of Cat, and the reverse.
        await database.InsertAsync("deal", CrossingDeal, "owner_id, name, account_id", Ann, "crossing", CatAccount);
        await database.InsertAsync("deal", Id(0x2e), "owner_id, name, account_id", Cat, "hidden", AnnAccount);
        Guid contact = await database.InsertAsync("contact", Id(0x3c), "owner_id, last_name, account_id", Cat, "Hidden", AnnAccount);
        await database.ExecuteAsync($"insert into {ReadingFixture.Tenant}.deal__contacts values ($1, $2)", AnnDeal, contact);
    }

    private static Guid Id(int n) => Guid.Parse($"00000000-0000-7000-8000-0000000000{n:x2}");
}
