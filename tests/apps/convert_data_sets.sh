#!/usr/bin/env bash
# coco-convert: Cityscapes and VIPER become COCO files, and what is wrong is one line that names it.
set -euo pipefail
mkdir -p "$WORK"
folder=$(mktemp -d -p "$WORK")
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"$MAKE_FOLDERS" cityscapes "my data/cityscapes"
"$MAKE_FOLDERS" viper viper

# has FILE TEXT...: each text stands in the file.
has() {
  local file=$1 text
  shift
  for text in "$@"; do
    grep -qF -- "$text" "$file" || { echo "no '$text' in $file:"; cat "$file"; exit 1; }
  done
}

# Two images, by PNG and by polygons alone, with the same labels.
coco-convert cityscapes "my data/cityscapes" --output train.json > said.txt 2>err.txt
[[ ! -s err.txt ]]
has said.txt 'train.json: 2 images, 6 instances (2 with holes), 2 groups (iscrowd 1)'
has train.json '"info":{"description":"Cityscapes gtFine train","program":"coco-convert","version":"' \
  '{"id":24,"name":"person","supercategory":"human"}' \
  '{"id":33,"name":"bicycle","supercategory":"vehicle"}' \
  '{"id":1,"file_name":"aachen/aachen_000001_000019_leftImg8bit.png","width":96,"height":48}' \
  '{"id":2,"file_name":"zurich/zurich_000000_000019_leftImg8bit.png","width":96,"height":48}' \
  '"image_id":1,"category_id":24,"iscrowd":0,"area":54,"bbox":[12,24,9,6],"segmentation":[[12,24,21,24,21,30,12,30]]}' \
  '"image_id":1,"category_id":33,"iscrowd":1,"area":' \
  '"image_id":2,"category_id":26,"iscrowd":0,"area":746,"bbox":[4,20,40,20],"segmentation":[[4,20,44,20,44,24,4,24],[4,24,12,24,'
[[ $(grep -c '"image_id"' train.json) -eq 8 ]]
of_image() { sed -n "s/^{\"id\":[0-9]*,\"image_id\":$1,\(.*}\).*\$/\1/p" train.json; }
[[ $(of_image 1) == "$(of_image 2)" && $(of_image 1 | wc -l) -eq 4 ]]

# The same bytes whatever the threads; a file that is there is replaced.
coco-convert cityscapes "my data/cityscapes" --output=again.json --threads 3 >/dev/null
echo old > once_more.json
coco-convert --threads=1 --output once_more.json cityscapes "my data/cityscapes" >/dev/null
cmp train.json again.json
cmp train.json once_more.json

# Other parts, classes, groups of classes and segmentations.
coco-convert cityscapes "my data/cityscapes" --split val --output val.json | grep -q '1 images, 1 inst'
coco-convert cityscapes "my data/cityscapes" --split test --output test.json | grep -q '1 images, 0 inst'
coco-convert cityscapes "my data/cityscapes" --classes person,car --supercategories person=pedestrian \
  --rle --output some.json | grep -q '6 instances .*0 groups'
has some.json '"name":"person","supercategory":"pedestrian"' '"name":"car","supercategory":"vehicle"'
if grep -F -e '"segmentation":[' -e bicycle some.json; then exit 1; fi

# VIPER: the bicycle is not evaluated as an instance unless it is asked for.
coco-convert viper viper --output viper.json > said.txt
has said.txt 'viper.json: 1 images, 3 instances (1 with holes'
has viper.json '{"id":1,"file_name":"002/002_00003.jpg","width":80,"height":40}' \
  '{"id":13,"name":"trafficlight","supercategory":"object"}' \
  '"category_id":20,"iscrowd":0,"area":25,"bbox":[65,10,5,5]' \
  '"category_id":24,"iscrowd":0,"area":100,"bbox":[0,0,10,10],"segmentation":[[0,0,10,0,10,10,0,10]]}'
mv viper/classes.csv table.csv
coco-convert viper viper --class-table table.csv --classes bicycle --output bicycles.json |
  grep -q '1 instances'

# What comes out is what coco-noise takes.
coco-noise train.json --setup low --seed 1 --output noisy.json >/dev/null
has noisy.json '"file_name":"zurich/zurich_000000_000019_leftImg8bit.png"'
coco-noise viper.json --setup low --seed 1 --output noisy.json >/dev/null
has noisy.json '"file_name":"002/002_00003.jpg"'

rm ./*.json
# refused STATUS TEXT ARGUMENT...: one line with the text, and no file.
refused() {
  local expected_status=$1 text=$2 status=0
  shift 2
  coco-convert "$@" --output out.json >out.txt 2>err.txt || status=$?
  if [[ $status -ne $expected_status || $(wc -l < err.txt) -ne 1 ]] || ! grep -qF -- "$text" err.txt; then
    echo "status $status (expected $expected_status), expected '$text': $*"
    cat err.txt
    exit 1
  fi
  [[ -z $(find . -name 'out.json*') && ! -s out.txt ]] || { echo "left something: $*"; ls; exit 1; }
}
city=(cityscapes "my data/cityscapes")
refused 2 "ROOT" cityscapes
refused 2 "LAYOUT must be one of cityscapes, viper, got 'kitti'" kitti .
refused 2 "--threads must be between 0 and 1024, got -1" "${city[@]}" --threads -1
refused 2 "--class-table is for viper" "${city[@]}" --class-table table.csv
refused 1 "there is no folder absent/gtFine/train: expected ROOT/gtFine/<split>/<city>; the folders in . are: my data, viper" \
  cityscapes absent
refused 1 "/gtFine are: test, train, val" "${city[@]}" --split trian
refused 1 "the folders in viper are: train" viper viper --split val
refused 1 "there is no table of classes at viper/classes.csv" viper viper
refused 1 "there is no class 'bike', but person, rider, car, truck, bus, caravan, trailer, train, motorcycle, bicycle" \
  "${city[@]}" --classes bike
refused 1 "expected NAME=SUPERCATEGORY, got 'person'" "${city[@]}" --supercategories person
mkdir -p empty/gtFine/train/ulm
refused 1 "no labels in empty/gtFine/train" cityscapes empty
sed 's/instance_eval/instances/' table.csv > viper/classes.csv
refused 1 "viper/classes.csv, line 1: there is no column 'instance_eval'" viper viper
cp table.csv viper/classes.csv
labels="my data/cityscapes/gtFine/train/zurich/zurich_000000_000019_gtFine_"
head -c 60 "my data/cityscapes/gtFine/train/aachen/aachen_000001_000019_gtFine_instanceIds.png" > cut
cp "my data/cityscapes/gtFine/val/ulm/ulm_000000_000019_gtFine_instanceIds.png" "${labels}instanceIds.png"
refused 1 "its size is 8 x 4, but zurich_000000_000019_gtFine_polygons.json is of 96 x 48" "${city[@]}"
mv cut "${labels}instanceIds.png"
refused 1 "${labels}instanceIds.png: is a damaged PNG: the file is cut off" "${city[@]}"
rm "${labels}instanceIds.png"
head -c 300 "${labels}polygons.json" > cut && mv cut "${labels}polygons.json"
refused 1 "${labels}polygons.json, byte " "${city[@]}" --threads 4
cp "my data/cityscapes/gtFine/val/ulm/ulm_000000_000019_gtFine_instanceIds.png" viper/train/inst/002/002_00003.png
refused 1 "has pixels of 16 bits of grey, expected 8 bits of red, green and blue" viper viper
