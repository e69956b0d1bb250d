using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Values;
using Xunit;

namespace Platform.Metadata.Tests.Values;

public sealed class ChoiceValueTests
{
    private static readonly PicklistType Stage = new(Codec.Stages);
    private static readonly MultiPicklistType Stages = new(Codec.Stages);

    [Fact]
    public void Input_takes_values_alone()
    {
        Assert.Equal("won", Codec.Input(Stage, "won").Value);
        Assert.Equal(ValueCodes.UnknownChoice, Codec.Input(Stage, "Won").Code());
        Assert.Equal(ValueCodes.UnknownChoice, Codec.Input(Stage, "Closed Won").Code());
        Assert.Equal(ValueResult.Blank, Codec.Input(Stage, ""));
    }

    [Theory]
    [InlineData("won")]
    [InlineData("WON")]
    [InlineData("closed won")]
    [InlineData(" 赢单 ")]
    public void Import_takes_values_and_labels_of_any_language(string cell) => Assert.Equal("won", Codec.Cell(Stage, cell).Value);

    [Fact]
    public void A_label_of_two_choices_is_refused() => Assert.Equal(ValueCodes.AmbiguousChoice, Codec.Cell(Stage, "Closed").Code());

    [Fact]
    public void A_retired_choice_may_stay_but_not_be_chosen()
    {
        ValueCodec codec = ValueCodec.For(Stage);
        Assert.Equal(ValueCodes.RetiredChoice, codec.CheckChange("lost", "open")?.Code);
        Assert.Null(codec.CheckChange("lost", "lost"));
        EquatableArray<string> both = ["open", "lost"];
        Assert.Null(ValueCodec.For(Stages).CheckChange(both, (EquatableArray<string>)["lost"]));
        Assert.Equal(ValueCodes.RetiredChoice, ValueCodec.For(Stages).CheckChange(both, null)?.Code);
    }

    [Fact]
    public void Several_choices_come_in_list_order_without_repeats()
    {
        Assert.Equal((EquatableArray<string>)["open", "won"], Codec.Input(Stages, new object?[] { "won", "open", "won" }).Value);
        Assert.Equal((EquatableArray<string>)["won"], Codec.Input(Stages, "won").Value);
        Assert.Equal(ValueResult.Blank, Codec.Json(Stages, "[]"));
        Assert.Equal(ValueCodes.WrongType, Codec.Json(Stages, "[null]").Code());
        Assert.Equal((EquatableArray<string>)["open", "won"], Codec.Cell(Stages, "赢单；Open").Value);
    }

    [Fact]
    public void Tags_are_distinct_without_case()
    {
        Assert.Equal((EquatableArray<string>)["VIP", "华东"], Codec.Json(new TagsType(), """["VIP", " vip ", "", "华东"]""").Value);
        Assert.Equal(ValueCodes.TooMany, Codec.Input(new TagsType(), Enumerable.Range(0, 51).Select(i => (object?)$"t{i}").ToList()).Code());
        Assert.Equal(ValueCodes.TooLong, Codec.Input(new TagsType(), new string('x', 51)).Code());
    }

    [Theory]
    [InlineData("yes", true)]
    [InlineData("Y", true)]
    [InlineData("是", true)]
    [InlineData("１", true)]
    [InlineData("否", false)]
    [InlineData("FALSE", false)]
    public void Checkbox_cells(string cell, bool expected) => Assert.Equal(expected, Codec.Cell(new CheckboxType(), cell).Value);

    [Fact]
    public void Checkbox_input_is_a_boolean() => Assert.Equal(ValueCodes.WrongType, Codec.Input(new CheckboxType(), "true").Code());

    [Fact]
    public void Points_are_on_earth()
    {
        Assert.Equal(new GeoPoint(31.23m, -121.47m), Codec.Json(new GeolocationType(), """{"latitude": 31.23, "longitude": -121.47}""").Value);
        Assert.Equal(new GeoPoint(31.23m, 121.47m), Codec.Cell(new GeolocationType(), "31.23, 121.47").Value);
        foreach (string json in new[] { """{"latitude": 90.01, "longitude": 0}""", """{"latitude": 1}""", """{"latitude": 1e400, "longitude": 0}""", """{"latitude": "NaN", "longitude": 0}""" })
        {
            Assert.Equal(ValueCodes.InvalidPoint, Codec.Json(new GeolocationType(), json).Code());
        }
    }

    [Fact]
    public void Addresses_are_written_whole()
    {
        Assert.Equal(new AddressValue(null, "上海", null, null, "China"), Codec.Json(new AddressType(), """{"city": " 上海 ", "country": "China", "street": ""}""").Value);
        Assert.Equal(ValueResult.Blank, Codec.Json(new AddressType(), """{"city": " "}"""));
        Assert.Equal(ValueCodes.UnknownMember, Codec.Json(new AddressType(), """{"town": "x"}""").Code());
    }

    [Fact]
    public void References_name_their_object_where_there_are_several()
    {
        PolymorphicLookupType subject = new(["Account", "Lead"]);
        var id = Guid.CreateVersion7();
        Assert.Equal(new PolymorphicReference("Lead", id), Codec.Json(subject, $$"""{"object": "Lead", "id": "{{id}}"}""").Value);
        Assert.Equal(ValueCodes.InvalidTarget, Codec.Json(subject, $$"""{"object": "User", "id": "{{id}}"}""").Code());
        Assert.Equal(ValueCodes.InvalidId, Codec.Json(new LookupType("Account"), "\"1\"").Code());
    }

    [Fact]
    public void Links_are_replaced_or_added_and_removed()
    {
        ManyToManyType links = new("Campaign");
        Guid a = Guid.CreateVersion7(), b = Guid.CreateVersion7();
        Assert.Equal(LinkChange.Replace([b, a, b]), Codec.Json(links, $$"""{"set": ["{{a}}", "{{b}}"]}""").Value);
        Assert.Equal(new LinkChange(null, [a], [b]), Codec.Json(links, $$"""{"add": ["{{a}}"], "remove": ["{{b}}"]}""").Value);
        Assert.Equal(ValueCodes.InvalidLinkChange, Codec.Json(links, $$"""{"add": ["{{a}}"], "remove": ["{{a}}"]}""").Code());
        Assert.Equal(ValueCodes.InvalidLinkChange, Codec.Json(links, $$"""{"set": [], "add": ["{{a}}"]}""").Code());
    }

    [Theory]
    [InlineData("""{"a": [1, 2.50, "x", null, true]}""", null)]
    [InlineData("[1e400]", ValueCodes.InvalidJson)]
    [InlineData("[\"\\u0000\"]", ValueCodes.InvalidJson)]
    public void Json_holds_what_the_database_can_hold(string json, string? code) => Assert.Equal(code, Codec.Json(new JsonType(), json).Code());

    [Fact]
    public void Json_is_bounded_and_compared_by_meaning()
    {
        Assert.Equal(ValueCodes.TooBig, Codec.Input(new JsonType(), new string('x', 70_000)).Code());
        object? deep = "x";
        for (int i = 0; i < 100; i++) deep = new object?[] { deep };
        Assert.Equal(ValueCodes.InvalidJson, Codec.Input(new JsonType(), deep).Code());
        Assert.True(ValueCodec.For(new JsonType()).AreEqual(new JsonText("""{"a": 1, "b": 2}"""), new JsonText("""{"b":2,"a":1}""")));
    }
}
