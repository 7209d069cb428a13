package dev.lakehouse.medallion.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person may name a folder. */
class LocationTest {

  @ParameterizedTest
  @ValueSource(strings = {"/a/co:lon/{b}", "/a/*/co:lon", "s3a://bucket/co:lon/*"})
  void colonBesideAGlobIsRefused(String name) {
    assertThatThrownBy(() -> Location.absolute(name))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("colon");
  }

  @Test
  void placeOfASettingIsRefused() {
    assertThatThrownBy(() -> Location.absolute("/a/${user.home}"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("setting");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a/co:lon", "/a/{b}", "s3a://bucket/folder*", "file:/a/b%20c"})
  void otherNamesAreTakenAsTheyStand(String name) {
    assertThat(Location.absolute(name)).isEqualTo(name);
  }

  @Test
  void whatFollowsTheSchemeOfAFileIsItsName() {
    assertThat(Location.onThisMachine("file:/a/b%20c")).hasToString("Optional[/a/b%20c]");
    assertThat(Location.onThisMachine("s3a://a/b")).isEmpty();
  }
}
