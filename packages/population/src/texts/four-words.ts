import { drawBits } from '../hash.ts';

const HOW = (
  'able airy amber ample apt azure bold brave brief bright brisk broad calm candid careful cheery chief civil clean clear clever close ' +
  'cool copper coral cosy crisp curious dapper daring deep deft direct eager early easy even exact fair famed fancy fast fine firm fit ' +
  'fleet fond frank free fresh full gentle giddy glad golden good grand grave great green hale handy happy hardy hearty high honest ' +
  'humble ideal ivory jade jolly just keen kind large lasting late lean level light lively loyal lucid lucky mellow merry mild modest ' +
  'neat new nimble noble open patient placid plain proud pure quick quiet rapid rare ready rich ripe rosy round royal ruby sage sandy ' +
  'scarlet serene sharp shy silent silver simple sincere sleek slow small smart smooth snug sober soft solar solid spare spry stable ' +
  'steady still stout sturdy sunny sure swift tall tame tender tidy tranquil true trusty upright vast vivid warm wary wide wild wise ' +
  'witty young zesty'
).split(' ');
const MATERIAL = (
  'apple ash aspen bamboo barley basalt beech birch brass bronze canvas cedar chalk cherry clay clover cobalt corn cotton crystal daisy ' +
  'denim ebony elm feather fennel fern fig flax flint frost garnet ginger glass granite grape hazel heather hemp holly honey iris iron ' +
  'ivy jasper juniper larch lava lavender leaf lemon lilac lily lime linen lotus maple marble meadow mint mist moss mulberry myrtle ' +
  'nettle oak oat olive onyx opal orchid paper peach pearl pebble pepper pine plum poplar quartz rain reed resin river rose rye saffron ' +
  'salt sand satin shell silk slate snow spruce steel stone straw sugar thistle thyme tin topaz tulip velvet walnut water wheat willow ' +
  'wool yarn yew'
).split(' ');
const ANIMAL = (
  'ant antelope badger bat bear beaver bee beetle bison boar buffalo bull butterfly camel carp cat cicada clam colt crab crane cricket ' +
  'crow deer dolphin donkey dove dragonfly duck eagle eel egret elk falcon ferret finch firefly fox frog gazelle gecko gibbon giraffe ' +
  'goat goose grouse gull hare hawk hedgehog heron hippo horse ibex ibis jackal jay kestrel kingfisher kite kiwi koala lark lemur ' +
  'leopard lion lizard llama lobster lynx macaw magpie marlin marmot martin mole moose moth mouse newt nightingale octopus osprey ' +
  'ostrich otter owl ox oyster panda panther parrot partridge pelican penguin pheasant pigeon plover pony puffin puma quail rabbit ' +
  'raccoon ram raven reindeer robin rook salmon seal shark sheep shrew snail sparrow spider squid stag starling stork swallow swan swift ' +
  'tapir tern thrush tiger toad tortoise trout tuna turtle viper vole walrus wasp weasel whale wolf wombat wren yak zebra'
).split(' ');
const PLACE = (
  'abbey alley arbour arch attic bakery bank barn basin bay bazaar beach bell bench boat bridge brook cabin camp canal canyon cape castle ' +
  'cave cellar chapel chimney circus cliff coast cottage court cove creek crossing dale dam delta desert dock door dune farm ferry field ' +
  'fjord ford forest forge fort fountain garden garret gate glade glen grove gulf hall harbour hearth hedge hill hollow hut inlet inn ' +
  'island isle jetty kiln kitchen ladder lagoon lake landing lane lantern ledge library lodge loft loom marina market marsh mast mill ' +
  'mine moor mountain museum nook oasis orchard oven palace park pass path pavilion peak pier plain plateau plaza pond porch port prairie ' +
  'quarry quay raft ranch reef ridge road roof sail school shore spring square stable stage station steppe strait stream street studio ' +
  'summit tavern temple tent terrace theatre tower trail tunnel valley village vineyard wall well wharf windmill window wood workshop yard'
).split(' ');

/** Four words to call a person by, such as `calm-cedar-otter-harbour`: about 250 million of them, so some people share theirs. */
export const fourWordsName = (low: number, high: number): string =>
  [HOW, MATERIAL, ANIMAL, PLACE].map((words, at) => words[drawBits(low, high, 40 + at) % words.length]).join('-');
