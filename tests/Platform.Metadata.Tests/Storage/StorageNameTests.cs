using System.Text;
using Platform.Metadata.Storage;
using Xunit;

namespace Platform.Metadata.Tests.Storage;

public sealed class StorageNameTests
{
    [Theory]
    [InlineData("closeDate", "close_date")]
    [InlineData("PriceBook", "price_book")]
    [InlineData("priceBookID", "price_book_id")]
    [InlineData("HTTPStatus2", "http_status2")]
    [InlineData("Price_Book", "price_book")]
    [InlineData("x", "x")]
    public void Ids_become_snake_case(string id, string name) => Assert.Equal(name, StorageNames.SnakeCase(id));

    [Fact]
    public void A_long_name_keeps_its_beginning_and_gets_a_hash()
    {
        string id = string.Concat(Enumerable.Repeat("aB", 30));
        string name = StorageNames.Column(id, "_latitude");
        Assert.Equal(StorageNames.MaxBytes, Encoding.UTF8.GetByteCount(name));
        Assert.StartsWith("a_ba_ba_b", name, StringComparison.Ordinal);
        Assert.NotEqual(name, StorageNames.Column(id, "_longitude"));
        Assert.Equal(name, StorageNames.Column(id, "_latitude"));
    }

    [Fact]
    public void Link_tables_cannot_meet_object_tables() =>
        Assert.Equal("team__members", StorageNames.LinkTable("Team", "members"));
}
